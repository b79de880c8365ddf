package io.lamplighter.gateway.feed;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Server-sent events: each message of the feed is the data of an event of its type. The id of an event is where all
 * subscriptions of the request are after it, so that {@code Last-Event-ID} goes on from there.
 */
final class EventLine implements Line {
    private static final String CURSOR = "\"cursor\":\"";

    private final HttpServerResponse response;
    private final Map<String, String> cursors = new LinkedHashMap<>();
    private Future<Void> last;

    EventLine(HttpServerResponse response) {
        this.response = response;
    }

    /**
     * Where the subscription of this stream is, in what was the id of an event.
     *
     * @param lastEventId null when there is none
     */
    static String since(String lastEventId, String stream) {
        if (lastEventId == null || lastEventId.indexOf('~') < 0) {
            return lastEventId;
        }
        for (var part : lastEventId.split(",", 8)) {
            if (part.startsWith(stream + "~")) {
                return part.substring(stream.length() + 1);
            }
        }
        return null;
    }

    @Override
    public void write(String text) {
        last = response.write(event(text));
    }

    @Override
    public void flush(int length, FeedSocket socket) {
        var _ = last.onComplete(written -> {
            if (written.succeeded()) {
                socket.sent(length);
            } else {
                socket.closed();
            }
        });
    }

    private String event(String text) {
        var type = word(text, "\"type\":\"");
        var where = where(type, text);
        var id = where.isEmpty() ? "" : "id: " + where + "\n";
        return id + "event: " + type + "\ndata: " + text + "\n\n";
    }

    private String where(String type, String text) {
        var from = text.lastIndexOf(CURSOR) + CURSOR.length();
        if (from < CURSOR.length()) {
            return "";
        }
        var cursor = text.substring(from, text.indexOf('"', from));
        if (type.equals("heartbeat")) {
            return cursor;
        }
        cursors.put(word(text, "\"id\":\""), cursor);
        var all = new StringBuilder();
        cursors.forEach((id, at) ->
                all.append(all.isEmpty() ? "" : ",").append(id).append('~').append(at));
        return all.toString();
    }

    /** The word after the first of these; ours, so nothing in it is escaped. */
    private static String word(String text, String before) {
        var from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf('"', from));
    }

    @Override
    public void close(Closing why) {
        var reason = why.reason();
        var _ = response.end("event: closed\ndata: {\"code\":%d,\"reason\":\"%s\"}\n\n"
                .formatted(reason.getCode(), reason.getMessage()));
    }
}
