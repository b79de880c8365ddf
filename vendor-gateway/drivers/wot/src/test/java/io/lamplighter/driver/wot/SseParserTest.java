package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.DriverException.ProtocolViolation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private static final String STREAM =
            "\uFEFF: welcome\n\nevent: on\ndata: true\nid: 7\n\ndata:a\rdata: ö\r\rretry: 5\r\nnewer: x\r\ndata\r\n\r\nevent: empty\n\ndata: cut";

    private static List<SseParser.Message> parsed(int size) {
        var parser = new SseParser();
        var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        var messages = new ArrayList<SseParser.Message>();
        for (var from = 0; from < bytes.length; from += size) {
            messages.addAll(parser.add(java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size))));
        }
        return messages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void cutsMessagesHoweverTheyCome(int size) {
        assertThat(parsed(size))
                .containsExactly(
                        new SseParser.Message("on", "true", "7"),
                        new SseParser.Message("", "a\nö", ""),
                        new SseParser.Message("", "", ""));
    }

    @Test
    void messagesWithoutEndAreRefused() {
        var parser = new SseParser();
        var part = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThat(parser.add(part)).isEmpty();
        assertThat(parser.add(part)).isEmpty();
        assertThatThrownBy(() -> parser.add(part)).isInstanceOf(ProtocolViolation.class);

        var lines = new SseParser();
        var line = ("data: " + "x".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(lines.add(line)).isEmpty();
        assertThat(lines.add(line)).isEmpty();
        assertThatThrownBy(() -> lines.add(line)).isInstanceOf(ProtocolViolation.class);
    }
}
