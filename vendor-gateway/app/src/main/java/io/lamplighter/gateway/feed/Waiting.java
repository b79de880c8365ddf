package io.lamplighter.gateway.feed;

/** A change with the cursor that holds once it has been told; shared by all who are told it. */
final class Waiting {
    private record Rendered(String id, Fields fields, String text) {}

    private final Change change;
    private final String cursor;
    private volatile Rendered last;

    Waiting(Change change, String cursor) {
        this.change = change;
        this.cursor = cursor;
    }

    Change change() {
        return change;
    }

    String cursor() {
        return cursor;
    }

    /** The message; made once for all subscriptions that happen to have the same id and fields. */
    String text(String id, Fields fields) {
        var rendered = last;
        if (rendered == null || !rendered.id.equals(id) || !rendered.fields.equals(fields)) {
            rendered = new Rendered(id, fields, Messages.update(id, change.action(), change.json(fields), cursor));
            last = rendered;
        }
        return rendered.text;
    }
}
