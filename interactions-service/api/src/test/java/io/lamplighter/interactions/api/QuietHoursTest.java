package io.lamplighter.interactions.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest { // ETL-10
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private static List<QuietHours> windows(String text, String zone) {
        var windows = new ArrayList<QuietHours>();
        for (var window : text.split(",", -1)) {
            var parts = window.split("-", -1);
            windows.add(QuietHours.of(new QuietWindow(parts[0], parts[1], zone), ROME));
        }
        return windows;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            23:29-23:36             | Asia/Shanghai | 2026-11-21T15:28:59.999Z |
            23:29-23:36             | Asia/Shanghai | 2026-11-21T15:29:00Z     | 2026-11-21T15:36:00Z
            23:29-23:36             | Asia/Shanghai | 2026-11-21T15:35:59Z     | 2026-11-21T15:36:00Z
            23:29-23:36             | Asia/Shanghai | 2026-11-21T15:36:00Z     |
            22:00-06:00             |               | 2026-11-21T22:30:00Z     | 2026-11-22T05:00:00Z
            22:00-06:00             |               | 2026-11-22T04:30:00Z     | 2026-11-22T05:00:00Z
            22:00-06:00             |               | 2026-11-22T12:00:00Z     |
            01:00-02:00,02:00-03:00 | UTC           | 2026-11-22T01:30:00Z     | 2026-11-22T03:00:00Z
            02:00-03:00,01:00-02:30 | UTC           | 2026-11-22T01:30:00Z     | 2026-11-22T03:00:00Z
            01:30-02:30             |               | 2026-03-29T00:45:00Z     | 2026-03-29T01:30:00Z
            """)
    void lastsUntilItsEnd(String text, String zone, Instant now, Instant end) {
        assertThat(QuietHours.until(windows(text, zone), now).orElse(null)).isEqualTo(end);
    }

    @Test
    void isReadAsItIsConfigured() {
        assertThat(QuietHours.read(List.of("23:29-23:36", " 03:00 - 03:05 "), "Asia/Shanghai"))
                .containsExactly(
                        new QuietHours(LocalTime.of(23, 29), LocalTime.of(23, 36), ZoneId.of("Asia/Shanghai")),
                        new QuietHours(LocalTime.of(3, 0), LocalTime.of(3, 5), ZoneId.of("Asia/Shanghai")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at night    | UTC      | at night must be from-to, such as 23:29-23:36
            22:00-25:00 | UTC      | 22:00-25:00 must have a local time as to, such as 23:29
            22:00-22:00 | UTC      | 22:00-22:00 must end at another time than it begins at
            22:00-23:00 | Atlantis | 22:00-23:00 must be in an IANA time zone, such as Asia/Shanghai
            """)
    void namesTheWindowThatCannotBeRead(String text, String zone, String message) {
        assertThatThrownBy(() -> QuietHours.read(List.of(text), zone)).hasMessage(message);
    }
}
