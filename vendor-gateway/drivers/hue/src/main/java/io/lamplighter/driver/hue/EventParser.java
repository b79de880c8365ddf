package io.lamplighter.driver.hue;

import io.lamplighter.driver.DriverException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads {@code text/event-stream} (html.spec.whatwg.org, 9.2.6) in whatever parts it comes. Of an event only the data is
 * told; an empty text is told of comments and of events without data. An event that is cut off by the end is none.
 */
final class EventParser {
    /** Characters and bytes of one event: a bridge tells all its lights in a tenth of it. */
    static final int LARGEST_EVENT = 4 * 1024 * 1024;

    private static final String DATA = "data";

    private final Consumer<String> told;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean first = true;
    private boolean afterReturn;

    EventParser(Consumer<String> told) {
        this.told = told;
    }

    /**
     * Takes the next part.
     *
     * @throws DriverException.ProtocolViolation when an event is too large
     */
    void feed(Buffer part) {
        for (var each : part.getBytes()) {
            if (each == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = each == '\r';
            if (each == '\n' || each == '\r') {
                endLine();
            } else {
                line.write(each);
                checkSize();
            }
        }
    }

    private void endLine() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        first = false;
        if (text.isEmpty()) {
            endEvent();
        } else if (text.startsWith(":")) {
            told.accept("");
        } else {
            take(text);
        }
    }

    private void take(String text) {
        var colon = text.indexOf(':');
        var field = colon < 0 ? text : text.substring(0, colon);
        if (field.equals(DATA)) {
            var value = colon < 0 ? "" : text.substring(colon + 1);
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
            checkSize();
        }
    }

    private void endEvent() {
        var event = data.isEmpty() ? "" : data.substring(0, data.length() - 1);
        data.setLength(0);
        told.accept(event);
    }

    private void checkSize() {
        if (line.size() + data.length() > LARGEST_EVENT) {
            throw new DriverException.ProtocolViolation("an event of the bridge is larger than 4 MiB", null);
        }
    }
}
