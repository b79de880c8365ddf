package io.lamplighter.gateway.vendors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietVendorsTest { // ETL-10
    private static QuietVendors quiet(String windows, Instant now) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(VendorsConfig.class)
                .withDefaultValues(Map.of(
                        "lamplighter.vendors.shelly.quiet",
                        windows,
                        "lamplighter.vendors.shelly.time-zone",
                        "Asia/Shanghai"))
                .build()
                .getConfigMapping(VendorsConfig.class);
        return new QuietVendors(config, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static UniAssertSubscriber<Void> waiting(QuietVendors quiet, String vendor) {
        return quiet.over(vendor).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void waitsForTheEndOfTheWindowAndNotLonger() {
        var quiet = quiet("23:29-23:36", Instant.parse("2026-11-21T15:35:59.500Z"));
        var waiting = waiting(quiet, "shelly");
        waiting.assertNotTerminated();
        waiting.awaitItem(Duration.ofSeconds(10)).assertCompleted();
    }

    @Test
    void waitsForNothingOutsideOfItAndAtOtherVendors() {
        waiting(quiet("23:29-23:36", Instant.parse("2026-11-21T15:36:00Z")), "shelly")
                .assertCompleted();
        waiting(quiet("23:29-23:36", Instant.parse("2026-11-21T15:30:00Z")), "hue")
                .assertCompleted();
    }

    @Test
    void namesTheKeyThatCannotBeRead() {
        assertThatThrownBy(() -> quiet("at night", Instant.EPOCH))
                .hasMessageContaining("lamplighter.vendors.shelly.quiet=at night must be from-to");
    }
}
