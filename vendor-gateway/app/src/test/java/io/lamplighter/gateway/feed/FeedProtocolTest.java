package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.RawSocket.CLOSE;
import static io.lamplighter.gateway.feed.RawSocket.CONTINUATION;
import static io.lamplighter.gateway.feed.RawSocket.FINAL;
import static io.lamplighter.gateway.feed.RawSocket.PING;
import static io.lamplighter.gateway.feed.RawSocket.PONG;
import static io.lamplighter.gateway.feed.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The feed as an endpoint of RFC 6455, frame by frame: the cases of the Autobahn suite (framing, pings, reserved bits and
 * opcodes, fragments, UTF-8, closing) that do not need a server that echoes.
 */
@GatewayTest
class FeedProtocolTest {
    private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"runs\"}";
    private static final int MOST_IN_FRAME = 65_536;

    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private RawSocket open() throws IOException {
        return new RawSocket(url.getPort());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static void expectSnapshot(RawSocket socket) throws IOException {
        assertThat(socket.nextMessage().text()).contains("\"snapshot\"", "\"a\"");
    }

    private static void expectClosed(RawSocket socket, int code) throws IOException {
        assertThat(socket.next(CLOSE).closeCode()).isEqualTo(code);
        assertThat(socket.isOver()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RawSocket.MOST_IN_CONTROL})
    void pingIsAnsweredWithWhatItCarried(int size) throws IOException {
        var payload = new byte[size];
        Arrays.fill(payload, (byte) 0xfe);
        try (var socket = open()) {
            socket.send(FINAL | PING, payload);
            assertThat(socket.next(PONG).payload()).isEqualTo(payload);
        }
    }

    @Test
    void pongThatNobodyAskedForIsOverheard() throws IOException {
        try (var socket = open()) {
            socket.send(FINAL | PONG, "unasked");
            socket.send(FINAL | TEXT, SUBSCRIBE);
            expectSnapshot(socket);
        }
    }

    @Test
    void messageInFragmentsIsReadAndAPingBetweenThemAnsweredAtOnce() throws IOException {
        try (var socket = open()) {
            socket.send(TEXT, SUBSCRIBE.substring(0, 10));
            socket.send(FINAL | PING, "in between");
            assertThat(socket.next(PONG).text()).isEqualTo("in between");
            socket.send(CONTINUATION, "");
            socket.send(CONTINUATION, SUBSCRIBE.substring(10, 20));
            socket.send(FINAL | CONTINUATION, SUBSCRIBE.substring(20));
            expectSnapshot(socket);
        }
    }

    @Test
    void frameThatComesByteByByteIsRead() throws IOException {
        try (var socket = open()) {
            for (var octet : RawSocket.bytes(FINAL | TEXT, SUBSCRIBE.getBytes(StandardCharsets.UTF_8))) {
                socket.write(new byte[] {octet});
            }
            expectSnapshot(socket);
        }
    }

    @Test
    void characterThatIsSplitBetweenFragmentsIsRead() throws IOException {
        var bytes = "{\"type\":\"unsubscribe\",\"id\":\"\u00fc\u20ac\ud83d\ude00\"}".getBytes(StandardCharsets.UTF_8);
        try (var socket = open()) {
            for (var index = 0; index < bytes.length - 1; index++) {
                socket.send(index == 0 ? TEXT : CONTINUATION, new byte[] {bytes[index]});
            }
            socket.send(FINAL | CONTINUATION, new byte[] {bytes[bytes.length - 1]});
            assertThat(socket.nextMessage().text()).contains("\"error\"", "\u00fc\u20ac\ud83d\ude00");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a reserved bit,C1,",
        "another reserved bit,A1,",
        "the third reserved bit,91,",
        "a reserved opcode,83,",
        "a reserved opcode of control,8B,",
        "a ping in fragments,09,",
        "a continuation of nothing,80,",
        "a close of one byte,88,03",
        "a close for no reason there is,88,0000",
        "a close with a code that is reserved,88,03ed",
        "a close with a code of no range,88,1388",
    })
    void brokenFrameEndsTheConnection(String what, String head, String payload) throws IOException {
        try (var socket = open()) {
            socket.send(Integer.parseInt(head, 16), payload == null ? new byte[0] : hex(payload));
            expectClosed(socket, 1002);
        }
    }

    @Test
    void messageThatBeginsWithinAnotherEndsTheConnection() throws IOException {
        try (var socket = open()) {
            socket.send(TEXT, SUBSCRIBE.substring(0, 10));
            socket.send(FINAL | TEXT, SUBSCRIBE);
            expectClosed(socket, 1002);
        }
    }

    @Test
    void pingThatIsTooLongEndsTheConnection() throws IOException {
        try (var socket = open()) {
            socket.send(FINAL | PING, new byte[RawSocket.MOST_IN_CONTROL + 1]);
            expectClosed(socket, 1002);
        }
    }

    @Test
    void frameWithoutAMaskEndsTheConnection() throws IOException {
        try (var socket = open()) {
            socket.write(hex("8100"));
            expectClosed(socket, 1002);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a byte that never begins,7b7dff",
        "a character that is too long,c0af",
        "half a pair,eda080",
        "beyond the last,f4908080",
        "an end too early,e282"
    })
    void textThatIsNoTextEndsTheConnection(String what, String bytes) throws IOException {
        try (var socket = open()) {
            socket.send(FINAL | TEXT, hex(bytes));
            expectClosed(socket, 1007);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
    void closeIsAnsweredWithItsCode(int code) throws IOException {
        try (var socket = open()) {
            socket.send(FINAL | CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
            expectClosed(socket, code);
        }
    }

    @Test
    void largeMessageComesInFramesThatEveryClientTakes() throws IOException {
        var device = UUID.randomUUID();
        var value = "\u20ac".repeat(100_000);
        try (var socket = open()) {
            socket.send(
                    FINAL | TEXT,
                    "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"observations\",\"device\":\"" + device + "\"}");
            expectSnapshot(socket);
            Asking.observe(topics, device, "note", "\"" + value + "\"", 1);
            var bytes = new ByteArrayOutputStream();
            var frame = socket.nextMessage();
            bytes.writeBytes(frame.payload());
            while (!frame.isFinal()) {
                assertThat(frame.payload()).hasSize(MOST_IN_FRAME);
                frame = socket.next(CONTINUATION);
                bytes.writeBytes(frame.payload());
            }
            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .startsWith("{\"type\":\"update\"")
                    .contains(value);
        }
    }
}
