package io.lamplighter.devices.groups;

import io.lamplighter.devices.problems.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of groups ended: after a name. */
final class GroupCursor {
    private GroupCursor() {}

    static String after(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name; empty for the first page. */
    static String name(String after) {
        if (after == null) {
            return "";
        }
        try {
            var name = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            if (name.indexOf('\0') < 0) {
                return name;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new InvalidInputException("after", "must be the next of an earlier page");
    }
}
