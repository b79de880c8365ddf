package io.lamplighter.gateway.vendors;

import io.lamplighter.driver.Driver;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses the driver of a vendor: by configuration, else the driver of the same key. */
@Singleton
public class Drivers {
    private final Map<String, Driver> byVendor = new TreeMap<>();

    Drivers(@All List<Driver> drivers, VendorsConfig config) {
        var byKey = new TreeMap<String, Driver>();
        drivers.forEach(driver -> byKey.put(driver.describe().vendor(), driver));
        byVendor.putAll(byKey);
        config.vendors().forEach((vendor, chosen) -> choose(byKey, vendor, chosen));
    }

    private void choose(Map<String, Driver> byKey, String vendor, VendorsConfig.Vendor chosen) {
        if (!chosen.enabled()) {
            byVendor.remove(vendor);
            return;
        }
        var key = chosen.driver().orElse(vendor);
        var driver = byKey.get(key);
        if (driver == null) {
            throw new IllegalStateException("lamplighter.vendors." + vendor + ".driver=" + key
                    + ": there is no such driver; there are " + byKey.keySet());
        }
        byVendor.put(vendor, driver);
    }

    /** Only so that a wrong configuration is told at the start. */
    void start(@Observes StartupEvent start) {}

    void stop(@Observes ShutdownEvent stop) {
        byVendor.values().stream().distinct().forEach(Driver::close);
    }

    /**
     * The driver that serves this vendor.
     *
     * @throws UnknownVendorException when none does
     */
    public Driver driver(String vendor) {
        var driver = byVendor.get(vendor);
        if (driver == null) {
            throw new UnknownVendorException(vendor);
        }
        return driver;
    }

    /** The driver that serves this vendor, if one does. */
    public Optional<Driver> find(String vendor) {
        return Optional.ofNullable(byVendor.get(vendor));
    }

    /** All of them, by the vendor that they serve. */
    Map<String, Driver> byVendor() {
        return byVendor;
    }
}
