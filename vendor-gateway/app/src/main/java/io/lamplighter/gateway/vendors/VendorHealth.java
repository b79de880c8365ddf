package io.lamplighter.gateway.vendors;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.api.VendorError;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers how each vendor's devices are doing; says once when a device goes away and once when it is back. */
@ApplicationScoped
public class VendorHealth {
    private final Map<String, Health> vendors = new ConcurrentHashMap<>();
    private final Clock clock;

    private static final class Health {
        final AtomicInteger inFlight = new AtomicInteger();
        final Set<UUID> reachable = ConcurrentHashMap.newKeySet();
        final Set<UUID> unreachable = ConcurrentHashMap.newKeySet();
        volatile VendorError lastError;
    }

    VendorHealth(Clock clock) {
        this.clock = clock;
    }

    private Health of(String vendor) {
        return vendors.computeIfAbsent(vendor, unseen -> new Health());
    }

    public void callBegins(String vendor) {
        of(vendor).inFlight.incrementAndGet();
    }

    public void callEnds(String vendor) {
        of(vendor).inFlight.decrementAndGet();
    }

    /** The device answered, be it with a refusal. */
    public void answered(DeviceView device) {
        var health = of(device.vendor());
        health.reachable.add(device.id());
        if (health.unreachable.remove(device.id())) {
            Log.infof("device is back: deviceId=%s vendor=%s name=%s", device.id(), device.vendor(), device.name());
        }
    }

    /** What was asked of the device failed like this, after all attempts. */
    public void failed(DeviceView device, String code, Throwable failure) {
        var health = of(device.vendor());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        health.lastError = new VendorError(code, failure.getMessage(), device.id(), now);
        if (!(failure instanceof DriverException.Unreachable)) {
            answered(device);
            return;
        }
        health.reachable.remove(device.id());
        if (health.unreachable.add(device.id())) {
            Log.warnf(
                    "device does not answer: deviceId=%s vendor=%s name=%s: %s",
                    device.id(), device.vendor(), device.name(), failure.getMessage());
        }
    }

    int inFlight(String vendor) {
        return of(vendor).inFlight.get();
    }

    int reachable(String vendor, Set<UUID> devices) {
        return count(of(vendor).reachable, devices);
    }

    int unreachable(String vendor, Set<UUID> devices) {
        return count(of(vendor).unreachable, devices);
    }

    VendorError lastError(String vendor) {
        return of(vendor).lastError;
    }

    /** Devices that are gone from the registry are forgotten when somebody asks. */
    private static int count(Set<UUID> states, Set<UUID> devices) {
        states.retainAll(devices);
        return states.size();
    }
}
