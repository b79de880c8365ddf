package io.lamplighter.gateway.vendors;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.api.PresenceState;
import io.lamplighter.gateway.api.PresenceView;
import io.lamplighter.gateway.api.VendorError;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Remembers how each vendor's devices are doing; says once when a device goes away and once when it is back. */
@Singleton
public class VendorHealth {
    private final Map<String, Health> vendors = new ConcurrentHashMap<>();
    private final Map<Accounts.Key, Integer> unreachable = new ConcurrentHashMap<>();
    private final Map<Accounts.Key, Integer> subscriptions = new ConcurrentHashMap<>();
    private final PresencePublisher publisher;
    private final Clock clock;

    /** Of the devices of which something is known. */
    record Reach(int reachable, int unreachable) {}

    private static final class Health {
        final AtomicInteger inFlight = new AtomicInteger();
        final Map<UUID, PresenceView> devices = new ConcurrentHashMap<>();
        final Map<String, VendorError> lastErrors = new ConcurrentHashMap<>();
        volatile VendorError lastError;
    }

    VendorHealth(PresencePublisher publisher, Clock clock) {
        this.publisher = publisher;
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
        become(device, PresenceState.ONLINE, null);
    }

    /** What was asked of the device failed like this, after all attempts. */
    public void failed(DeviceView device, String code, DriverException failure) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var error = new VendorError(code, failure.getMessage(), device.id(), now);
        of(device.vendor()).lastError = error;
        of(device.vendor()).lastErrors.put(device.account(), error);
        switch (failure) {
            case DriverException.Unreachable away -> become(device, PresenceState.UNREACHABLE, away.getMessage());
            case DriverException.RateLimited limited -> {
                // Says nothing about the device.
            }
            case DriverException.AuthenticationFailed refused ->
                become(device, PresenceState.AUTHENTICATION_FAILED, refused.getMessage());
            case DriverException.ProtocolViolation broken ->
                become(device, PresenceState.MISBEHAVING, broken.getMessage());
            case DriverException.Rejected refused -> answered(device);
            case DriverException.Unsupported missing -> answered(device);
        }
    }

    private void become(DeviceView device, PresenceState state, String reason) {
        var devices = of(device.vendor()).devices;
        var before = devices.get(device.id());
        if (before != null && before.state() == state) {
            return;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var after = new PresenceView(device.id(), device.vendor(), device.account(), state, reason, now);
        if (before == null
                ? devices.putIfAbsent(device.id(), after) != null
                : !devices.replace(device.id(), before, after)) {
            return;
        }
        countIfUnreachable(before, -1);
        countIfUnreachable(after, 1);
        tell(device, before, after);
        publisher.publish(after);
    }

    private void countIfUnreachable(PresenceView view, int more) {
        if (view != null && view.state() == PresenceState.UNREACHABLE) {
            unreachable.merge(new Accounts.Key(view.vendor(), view.account()), more, Integer::sum);
        }
    }

    /** How many devices of an account did not answer last time. */
    public int unreachable(Accounts.Key account) {
        return unreachable.getOrDefault(account, 0);
    }

    /** One line when an outage begins and one when it ends. */
    private static void tell(DeviceView device, PresenceView before, PresenceView after) {
        var wasWell = before == null || before.state() == PresenceState.ONLINE;
        if (after.state() != PresenceState.ONLINE && wasWell) {
            Log.warnf(
                    "device is %s: deviceId=%s vendor=%s name=%s: %s",
                    after.state().name().toLowerCase(Locale.ROOT),
                    device.id(),
                    device.vendor(),
                    device.name(),
                    after.reason());
        } else if (after.state() == PresenceState.ONLINE && !wasWell) {
            Log.infof("device is back: deviceId=%s vendor=%s name=%s", device.id(), device.vendor(), device.name());
        }
    }

    /** How the device is doing. */
    public PresenceView presence(DeviceView device) {
        var known = of(device.vendor()).devices.get(device.id());
        return known == null
                ? new PresenceView(device.id(), device.vendor(), device.account(), PresenceState.UNKNOWN, null, null)
                : known;
    }

    /** So many subscriptions of this account began or ended. */
    public void subscribed(Accounts.Key account, int more) {
        subscriptions.merge(account, more, Integer::sum);
    }

    int subscriptions(Accounts.Key account) {
        return subscriptions.getOrDefault(account, 0);
    }

    int inFlight(String vendor) {
        return of(vendor).inFlight.get();
    }

    /** How many devices of a vendor answered last time, and how many did not; those gone from the registry are forgotten. */
    Reach reach(String vendor, Predicate<UUID> isRegistered) {
        var devices = of(vendor).devices;
        var gone = new ArrayList<UUID>();
        var reachable = 0;
        var unreachable = 0;
        for (var view : devices.values()) {
            if (!isRegistered.test(view.deviceId())) {
                gone.add(view.deviceId());
            } else if (view.state() == PresenceState.UNREACHABLE) {
                unreachable++;
            } else {
                reachable++;
            }
        }
        // What is removed is counted, and not what was seen: others may ask, or hear of the device, at the same time.
        gone.forEach(device -> countIfUnreachable(devices.remove(device), -1));
        return new Reach(reachable, unreachable);
    }

    VendorError lastError(String vendor) {
        return of(vendor).lastError;
    }

    /** Null when nothing went wrong with this account since the start. */
    VendorError lastError(Accounts.Key account) {
        return of(account.vendor()).lastErrors.get(account.account());
    }

    /** How the devices of an account are doing, those of which nothing is known left out. */
    List<PresenceView> presences(Accounts.Key account) {
        return of(account.vendor()).devices.values().stream()
                .filter(view -> view.account().equals(account.account()))
                .toList();
    }
}
