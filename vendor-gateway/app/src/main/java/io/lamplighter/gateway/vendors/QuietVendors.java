package io.lamplighter.gateway.vendors;

import io.lamplighter.interactions.api.QuietHours;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each vendor wants to be left alone by what nobody asked for. */
@Singleton
public class QuietVendors {
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);

    private final Map<String, List<QuietHours>> windows = new HashMap<>();
    private final Clock clock;

    QuietVendors(VendorsConfig config, Clock clock) {
        config.vendors().forEach((key, vendor) -> windows.put(key, read(key, vendor)));
        this.clock = clock;
    }

    /** Only so that a wrong configuration is told at the start. */
    void start(@Observes StartupEvent start) {}

    private static List<QuietHours> read(String key, VendorsConfig.Vendor vendor) {
        try {
            return QuietHours.read(vendor.quiet().orElse(List.of()), vendor.timeZone());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("lamplighter.vendors." + key + ".quiet=" + wrong.getMessage(), wrong);
        }
    }

    /** Answers when the vendor need not be left alone: at once, or at the end of its window. */
    public Uni<Void> over(String vendor) {
        return Uni.createFrom().deferred(() -> {
            var now = clock.instant();
            return QuietHours.until(windows.getOrDefault(vendor, List.of()), now)
                    .map(end -> Duration.between(now, end))
                    .map(left -> left.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : left)
                    .map(left -> Uni.createFrom().voidItem().onItem().delayIt().by(left))
                    .orElseGet(() -> Uni.createFrom().voidItem());
        });
    }
}
