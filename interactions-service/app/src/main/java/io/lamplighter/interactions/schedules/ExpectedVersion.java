package io.lamplighter.interactions.schedules;

import java.util.regex.Pattern;

/** What {@code If-Match} says. An ETag that is none of ours matches nothing. */
record ExpectedVersion(String header) {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    boolean matches(long version) {
        if (header == null || header.strip().equals("*")) {
            return true;
        }
        return TAG.matcher(header).results().anyMatch(tag -> Long.parseLong(tag.group(1)) == version);
    }
}
