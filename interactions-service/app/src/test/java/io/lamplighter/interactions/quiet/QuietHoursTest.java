package io.lamplighter.interactions.quiet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.interactions.api.QuietWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest { // ETL-10
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private static List<QuietHours> windows(String text, String zone) throws Exception {
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
    void lastsUntilItsEnd(String text, String zone, Instant now, Instant end) throws Exception {
        assertThat(QuietHours.until(windows(text, zone), now).orElse(null)).isEqualTo(end);
    }

    @Test
    void isReadFromTheConfiguration() {
        var quiet = VendorQuietFactory.of(Map.of(
                "lamplighter.vendors.shelly.quiet", "23:29-23:36, 03:00-03:05",
                "lamplighter.vendors.shelly.time-zone", "Asia/Shanghai"));

        assertThat(quiet.until("shelly", Instant.parse("2026-11-21T15:30:00Z")))
                .contains(Instant.parse("2026-11-21T15:36:00Z"));
        assertThat(quiet.until("hue", Instant.parse("2026-11-21T15:30:00Z"))).isEmpty();
        assertThat(quiet.of(null)).isEmpty();
    }

    @Test
    void namesTheKeyThatCannotBeRead() {
        assertThatThrownBy(() -> VendorQuietFactory.of(Map.of("lamplighter.vendors.shelly.quiet", "at night")))
                .hasMessageContaining("lamplighter.vendors.shelly.quiet=at night");
    }
}
