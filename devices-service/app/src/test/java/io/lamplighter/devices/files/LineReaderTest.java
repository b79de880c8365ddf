package io.lamplighter.devices.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void cutsAtLineEnds() throws IOException {
        assertThat(texts("a\nb\r\n\nc", false)).containsExactly("a", "b", "", "c");
        assertThat(texts("a\n", false)).containsExactly("a");
        assertThat(texts("", false)).isEmpty();
        assertThat(texts("\n", false)).containsExactly("");
    }

    @Test
    void keepsLineEndsBetweenQuotes() throws IOException {
        assertThat(texts("a,\"b\nc\"\nd", true)).containsExactly("a,\"b\nc\"", "d");
        assertThat(texts("\"a\"\"\n\"\nb", true)).containsExactly("\"a\"\"\n\"", "b");
        assertThat(texts("5\" pipe\nb", true)).containsExactly("5\" pipe", "b");
        assertThat(texts("a,\"b\nc", false)).containsExactly("a,\"b", "c");
    }

    @Test
    void numbersLinesAsAnEditorDoes() throws IOException {
        assertThat(read("h\n\"a\nb\"\nc\n\nd".getBytes(StandardCharsets.UTF_8), true))
                .extracting(FileLine::number)
                .containsExactly(1L, 2L, 4L, 5L, 6L);
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertThat(texts("\uFEFFa\n\uFEFFb", false)).containsExactly("a", "\uFEFFb");
    }

    @Test
    void refusesOneLineThatIsTooLong() throws IOException {
        var lines = read(("a\n" + "x".repeat(200_000) + "\nb").getBytes(StandardCharsets.UTF_8), false);

        assertThat(lines).extracting(FileLine::text).containsExactly("a", null, "b");
        assertThat(lines.get(1).fault()).contains("at most 100 bytes");
    }

    @Test
    void refusesOneLineThatIsNotUtf8() throws IOException {
        var lines = read("a\nx?y\n\uFFFD\n".getBytes(StandardCharsets.UTF_8), false);
        assertThat(lines).extracting(FileLine::text).containsExactly("a", "x?y", "\uFFFD");

        var broken = "a\nx?y\nb".getBytes(StandardCharsets.UTF_8);
        broken[3] = (byte) 0xFF;
        assertThat(read(broken, false)).extracting(FileLine::fault).containsExactly(null, "must be UTF-8", null);
    }

    @Test
    void tellsThatAQuoteIsNotClosed() throws IOException {
        var lines = read("a\n\"b\nc\nd".getBytes(StandardCharsets.UTF_8), true);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).number()).isEqualTo(2);
        assertThat(lines.get(1).fault()).contains("quote that is not closed");
    }

    private static List<String> texts(String file, boolean hasQuotes) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8), hasQuotes).stream()
                .map(FileLine::text)
                .toList();
    }

    private static List<FileLine> read(byte[] file, boolean hasQuotes) throws IOException {
        var reader = new LineReader(drops(file), 100, hasQuotes);
        var lines = new ArrayList<FileLine>();
        for (var line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    // Three bytes at a time, as a slow network has it.
    private static InputStream drops(byte[] file) {
        return new ByteArrayInputStream(file) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(3, length));
            }
        };
    }
}
