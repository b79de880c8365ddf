package io.lamplighter.observations.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T08:00:00Z",
                "2026-11-21T08:00:00.5Z",
                "2026-11-21T08:00:00.Z",
                "2026-11-21T08:00:00.123456789Z",
                "2024-02-29T23:59:59.000001Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2026-11-21T10:00:00+02:00",
                "2026-11-21t08:00:00z",
                "0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z"
            })
    void readsWhatTheLibraryReads(String text) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-21",
                "2026-11-21T08:00:00",
                "2026-02-30T08:00:00Z",
                "2026-13-01T08:00:00Z",
                "2026-11-21T24:00:01Z",
                "2026-11-21T08:60:00Z",
                "2026-11-21T08:00:61Z",
                "2026-11-21T08:00:00.1234567890Z",
                "20a6-11-21T08:00:00Z",
                "2026-11-21T08:0-:00Z"
            })
    void refusesWhatTheLibraryRefuses(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void writesWhatItReads() {
        var random = new java.util.Random(5);
        for (var i = 0; i < 10_000; i++) {
            var time = Instant.ofEpochSecond(random.nextLong(253_402_300_799L), random.nextInt(1_000_000) * 1000L);
            assertThat(Instant.parse(Times.text(time))).isEqualTo(time);
        }
        assertThat(Times.text(Instant.parse("2026-11-21T08:00:00Z"))).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(Times.text(Instant.parse("+10000-01-01T00:00:00Z"))).isEqualTo("+10000-01-01T00:00:00Z");
    }
}
