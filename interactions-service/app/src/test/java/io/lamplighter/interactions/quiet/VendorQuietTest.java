package io.lamplighter.interactions.quiet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VendorQuietTest { // ETL-10
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
