package io.lamplighter.driver.hue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.DriverException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private final List<String> told = new ArrayList<>();
    private final EventParser parser = new EventParser(told::add);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: [1]\\n\\n | [1]",
                "data:[1]\\n\\n | [1]",
                "data:  [1]\\n\\n | ' [1]'",
                "data: [1]\\r\\n\\r\\n | [1]",
                "data: [1]\\r\\r | [1]",
                "id: 1:0\\nevent: x\\nretry: 5\\ndata: [1]\\n\\n | [1]",
                "data: [1,\\ndata: 2]\\n\\n | [1,⏎2]",
                "data\\ndata\\n\\n | ⏎",
                "\\uFEFFdata: [1]\\n\\n | [1]",
                "data: ü€🙂\\n\\n | ü€🙂",
                "colour: green\\ndata: [1]\\n\\n | [1]"
            })
    void readsTheDataOfAnEvent(String stream, String data) {
        for (var size : List.of(1, 2, 3, 1000)) {
            told.clear();
            var whole = new EventParser(told::add);
            feed(whole, unescaped(stream), size);
            assertThat(told).as("in parts of %d bytes", size).containsExactly(data.replace("⏎", "\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {": hi\n", ":\n", "id: 7:0\n\n", "\n"})
    void tellsWhatIsNoDataAsASignOfLife(String stream) {
        feed(parser, stream, 1000);
        assertThat(told).isNotEmpty().containsOnly("");
    }

    @Test
    void whatIsCutOffIsNoEvent() {
        feed(parser, "data: [1]\ndata: [2", 1000);
        assertThat(told).isEmpty();
    }

    @Test
    void tellsEventsInTheirOrder() {
        feed(parser, "data: 1\n\n: hi\ndata: 2\n\ndata: 3\n\n", 5);
        assertThat(told).containsExactly("1", "", "2", "3");
    }

    @Test
    void readsAnEventAsLargeAsAllowed() {
        var large = "x".repeat(EventParser.LARGEST_EVENT / 2 - 10);
        feed(parser, "data: " + large + "\n\n", 65_536);
        assertThat(told).containsExactly(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: ", ": ", ""})
    void refusesALineWithoutEnd(String beginning) {
        feed(parser, beginning, 1000);
        var part = Buffer.buffer("x".repeat(1024 * 1024));
        assertThatThrownBy(() -> {
                    for (var number = 0; number < 5; number++) {
                        parser.feed(part);
                    }
                })
                .isInstanceOf(DriverException.ProtocolViolation.class)
                .hasMessageContaining("4 MiB");
    }

    @Test
    void refusesLinesWithoutEnd() {
        var part = Buffer.buffer(("data: " + "x".repeat(1000) + "\n").repeat(1000));
        assertThatThrownBy(() -> {
                    for (var number = 0; number < 6; number++) {
                        parser.feed(part);
                    }
                })
                .isInstanceOf(DriverException.ProtocolViolation.class);
    }

    private static void feed(EventParser parser, String stream, int size) {
        var bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (var start = 0; start < bytes.length; start += size) {
            parser.feed(Buffer.buffer(bytes).slice(start, Math.min(bytes.length, start + size)));
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\uFEFF", "\uFEFF");
    }
}
