package io.lamplighter.driver.wot;

import io.lamplighter.driver.DriverException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts what comes into messages (html.spec.whatwg.org, 9.2.6). Comments and messages without data are none. */
final class SseParser {
    private static final int LARGEST = Request.LARGEST_VALUE;
    private static final String MARK = "\uFEFF";

    /**
     * One message.
     *
     * @param event its type; empty where none is said
     * @param id empty where none is said
     */
    record Message(String event, String data, String id) {}

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private String id = "";
    private boolean first = true;
    private boolean afterReturn;

    /** @throws DriverException.ProtocolViolation when a message is too large */
    List<Message> add(byte[] part) {
        var messages = new ArrayList<Message>();
        for (var each : part) {
            if (each == '\n' && afterReturn) {
                afterReturn = false;
            } else if (each == '\n' || each == '\r') {
                afterReturn = each == '\r';
                endLine(messages);
            } else {
                afterReturn = false;
                line.write(each);
                check(line.size());
            }
        }
        return messages;
    }

    private void endLine(List<Message> messages) {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        take(first && text.startsWith(MARK) ? text.substring(1) : text, messages);
        first = false;
    }

    private void take(String text, List<Message> messages) {
        if (text.isEmpty()) {
            dispatch(messages);
            return;
        }
        var colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        var value = colon < 0 ? "" : text.substring(text.startsWith(": ", colon) ? colon + 2 : colon + 1);
        switch (name) {
            case "event" -> event = value;
            case "data" -> {
                data.append(value).append('\n');
                check(data.length());
            }
            case "id" -> id = value;
            default -> {
                // A comment, the time to wait before connecting again, or what a newer version adds.
            }
        }
    }

    private void dispatch(List<Message> messages) {
        if (data.length() > 0) {
            messages.add(new Message(event, data.substring(0, data.length() - 1), id));
        }
        data.setLength(0);
        event = "";
        id = "";
    }

    private static void check(int size) {
        if (size > LARGEST) {
            throw new DriverException.ProtocolViolation(
                    "a message is larger than %d KiB".formatted(LARGEST / 1024), null);
        }
    }
}
