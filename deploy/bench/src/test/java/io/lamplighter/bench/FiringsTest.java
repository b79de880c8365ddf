package io.lamplighter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FiringsTest {
    private static final Instant FIRST = Instant.parse("2026-11-21T02:00:00Z");

    /** Four schedules that fire twice a second together: each every 2 s, half a second apart, for 4 s. */
    private final Firings firings = new Firings(FIRST, 4, 2, 4);

    @Test
    void knowsWhatIsMissedDoubledAndLate() {
        for (var number = 0; number < 4; number++) {
            firings.take(number, millis(number * 500 + 20));
            firings.take(number, millis(2000 + number * 500 + 20));
        }
        assertThat(firings.due()).isEqualTo(8);
        assertThat(firings.missed()).isZero();
        assertThat(firings.doubled()).isZero();
        assertThat(firings.lateness().percentile(50)).isEqualTo("20.0 ms");

        firings.take(3, millis(2000 + 1500 + 90));
        assertThat(firings.doubled()).isEqualTo(1);
    }

    @Test
    void countsWhatDoesNotCome() {
        firings.take(0, millis(0));
        firings.take(1, millis(2499));

        assertThat(firings.missed()).isEqualTo(6);
        assertThat(firings.once()).isEqualTo(2);
        assertThat(firings.early()).isZero();
    }

    @Test
    void tellsWhatComesBeforeItIsDue() {
        firings.take(1, millis(490));

        assertThat(firings.early()).isEqualTo(1);
    }

    @Test
    void takesOnlyItsOwn() {
        firings.take(command("schedule:bench mine 2"), "mine");
        firings.take(command("schedule:bench other 2"), "mine");
        firings.take(command("ada"), "mine");

        assertThat(firings.once()).isEqualTo(1);
    }

    private static ConsumerRecord<byte[], byte[]> command(String requestedBy) {
        var value = "{\"requestedBy\":\"" + requestedBy + "\"}";
        return new ConsumerRecord<>(
                "commands",
                0,
                0,
                millis(1000),
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                java.util.Optional.empty());
    }

    private static long millis(long after) {
        return FIRST.toEpochMilli() + after;
    }
}
