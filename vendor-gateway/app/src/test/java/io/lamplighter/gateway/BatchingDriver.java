package io.lamplighter.gateway;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A driver whose vendor reads many devices in one call; each call is remembered with the devices that it was for. */
@ApplicationScoped
public class BatchingDriver implements Driver {
    /** What is wrong with a device, by its vendor id. */
    public enum Wrong {
        REJECTED,
        FORGOTTEN,
        FUTURE
    }

    /** Devices in one call. */
    public static final int MOST = 60;

    private static final Duration DELAY = Duration.ofMillis(100);

    private final List<Set<String>> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Wrong> wrong = new ConcurrentHashMap<>();

    /** The calls so far that were for these devices only. */
    public List<Set<String>> calls(Set<String> devices) {
        return calls.stream().filter(devices::containsAll).toList();
    }

    public void spoil(String device, Wrong how) {
        wrong.put(device, how);
    }

    @Override
    public DriverDescription describe() {
        return DriverDescription.of(
                        "batching",
                        "Batching",
                        List.of("device"),
                        EnumSet.of(Capability.READ_STATUSES, Capability.READ_ATTRIBUTES, Capability.BATCH_READ))
                .withBatch(MOST)
                .behindOneAddress();
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return called(Set.of(device)).map(done -> switch (wrong.get(device.vendorId("device"))) {
            case REJECTED -> throw new DriverException.Rejected("no such device");
            case FORGOTTEN -> throw new DriverException.ProtocolViolation("nothing was said", null);
            case FUTURE -> observed(device);
            case null -> observed(device);
        });
    }

    @Override
    public Uni<List<Reading>> readAll(Account account, Set<VendorDevice> devices, Scope scope) {
        return called(devices)
                .map(done -> devices.stream()
                        .filter(device -> wrong.get(device.vendorId("device")) != Wrong.FORGOTTEN)
                        .map(this::reading)
                        .toList());
    }

    private Uni<Void> called(Set<VendorDevice> devices) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> calls.add(devices.stream()
                        .map(device -> device.vendorId("device"))
                        .collect(Collectors.toSet())))
                .onItem()
                .delayIt()
                .by(DELAY);
    }

    private Reading reading(VendorDevice device) {
        return wrong.get(device.vendorId("device")) == Wrong.REJECTED
                ? Reading.failed(device, new DriverException.Rejected("no such device"))
                : Reading.of(device, observed(device));
    }

    private List<Observation> observed(VendorDevice device) {
        var future = wrong.get(device.vendorId("device")) == Wrong.FUTURE;
        return List.of(new Observation.Status("on", true, Instant.now().plusSeconds(future ? 86_400 : 0)));
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().failure(new DriverException.Unsupported("it only reads"));
    }

    @Override
    public void close() {}
}
