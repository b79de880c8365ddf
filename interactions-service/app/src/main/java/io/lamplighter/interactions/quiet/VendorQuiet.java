package io.lamplighter.interactions.quiet;

import io.lamplighter.interactions.api.QuietHours;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When each vendor wants to be left alone. */
@Singleton
public final class VendorQuiet {
    private final Map<String, List<QuietHours>> byVendor = new HashMap<>();

    VendorQuiet(VendorsConfig config) {
        config.vendors().forEach((key, vendor) -> byVendor.put(key, hours(key, vendor)));
    }

    /** Reads the configuration at the start, so that a window nobody can read stops it there. */
    void start(@Observes StartupEvent started) {}

    private static List<QuietHours> hours(String key, VendorsConfig.Vendor vendor) {
        try {
            return QuietHours.read(vendor.quiet().orElse(List.of()), vendor.timeZone());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("lamplighter.vendors." + key + ".quiet=" + wrong.getMessage(), wrong);
        }
    }

    /** The windows of a vendor; none for a vendor without any, or for null. */
    public List<QuietHours> of(String vendor) {
        return vendor == null ? List.of() : byVendor.getOrDefault(vendor, List.of());
    }

    /** Until when a vendor is to be left alone, if it is now. */
    public Optional<Instant> until(String vendor, Instant now) {
        return QuietHours.until(of(vendor), now);
    }
}
