package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Delivery;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.Webhook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reference driver: it speaks to nobody. */
@ApplicationScoped
public class SimulatorDriver implements Driver {
    private static final DriverDescription DESCRIPTION = DriverDescription.of(
                    "simulator",
                    "Simulated heaters, in memory",
                    List.of("id"),
                    EnumSet.complementOf(EnumSet.of(Capability.DISCOVER)))
            .withAccounts(List.of("password"), List.of("password", PostedChange.KEY))
            .withSilence(Duration.ofMinutes(1))
            .withBatch(500)
            .behindOneAddress();
    private static final Duration PULSE = Duration.ofSeconds(20);
    private static final int WAITING = 1024;

    private final Simulation simulation;
    private final Clock clock;
    private volatile boolean closed;

    @Inject
    public SimulatorDriver() {
        this(new Simulation(), Clock.systemUTC());
    }

    SimulatorDriver(Simulation simulation, Clock clock) {
        this.simulation = simulation;
        this.clock = clock;
    }

    @Override
    public DriverDescription describe() {
        return DESCRIPTION;
    }

    /** Where the setting {@code password} is there, the secret of that name must be the same. */
    @Override
    public Uni<Void> check(Account account) {
        return Uni.createFrom().item(() -> {
            requireOpen();
            var wanted = account.setting("password");
            if (wanted.isPresent() && !wanted.get().equals(account.secret("password"))) {
                throw new DriverException.AuthenticationFailed("the password is wrong");
            }
            return null;
        });
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return Uni.createFrom().item(() -> {
            device.account().calls().made();
            return readNow(device, scope);
        });
    }

    @Override
    public Uni<List<Reading>> readAll(Account account, Set<VendorDevice> devices, Scope scope) {
        return Uni.createFrom().item(() -> {
            requireOpen();
            DESCRIPTION.checkBatch(devices);
            account.calls().made();
            return devices.stream().map(device -> reading(device, scope)).toList();
        });
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().item(() -> {
            var now = clock.instant();
            var heater = heater(device);
            device.account().calls().made();
            apply(heater, setting, now);
            simulation.changed(device.vendorId("id"), now);
            return heater.observe(now);
        });
    }

    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return Multi.createFrom().deferred(() -> {
            requireOpen();
            return Multi.createBy()
                    .merging()
                    .<Pushed>streams(
                            Multi.createFrom().item(new Pushed.Opened(false)),
                            told(watched),
                            greetings(watched),
                            pulse());
        });
    }

    @Override
    public Multi<Observation> history(VendorDevice device, Instant since) {
        return Multi.createFrom()
                .deferred(() -> Multi.createFrom().iterable(heater(device).past(since)));
    }

    @Override
    public Uni<Delivery> receive(Account account, Webhook webhook, Watched watched) {
        return Uni.createFrom().item(() -> {
            requireOpen();
            return PostedChange.of(account, webhook, watched);
        });
    }

    @Override
    public void close() {
        closed = true;
        simulation.end();
    }

    private Multi<Pushed> told(Watched watched) {
        return simulation
                .changes()
                .onOverflow()
                .buffer(WAITING)
                .onItem()
                .transformToMultiAndConcatenate(changed -> Multi.createFrom().iterable(told(changed, watched)))
                .onCompletion()
                .failWith(SimulatorDriver::isClosed);
    }

    /** Those that are watched later are told as they are then. */
    private Multi<Pushed> greetings(Watched watched) {
        var known = ConcurrentHashMap.<VendorDevice>newKeySet();
        known.addAll(watched.devices());
        return watched.changes()
                .onItem()
                .transformToMultiAndConcatenate(now -> Multi.createFrom().iterable(greetings(now, known)));
    }

    private List<Pushed> greetings(Set<VendorDevice> now, Set<VendorDevice> known) {
        known.retainAll(now);
        return now.stream()
                .filter(known::add)
                .map(device -> reading(device, Scope.ALL))
                .filter(reading -> reading.failure().isEmpty())
                .<Pushed>map(reading -> new Pushed.Observed(reading.device(), reading.observations()))
                .toList();
    }

    private static Multi<Pushed> pulse() {
        return Multi.createFrom().ticks().every(PULSE).onOverflow().drop().map(tick -> new Pushed.Alive());
    }

    private List<Pushed> told(Simulation.Changed changed, Watched watched) {
        return watched.devices().stream()
                .filter(device -> changed.id().equals(device.vendorIds().get("id")))
                .<Pushed>map(
                        device -> new Pushed.Observed(device, heater(device).observe(changed.at())))
                .toList();
    }

    private List<Observation> readNow(VendorDevice device, Scope scope) {
        return heater(device).observe(clock.instant()).stream()
                .filter(scope::includes)
                .toList();
    }

    private Reading reading(VendorDevice device, Scope scope) {
        try {
            return Reading.of(device, readNow(device, scope));
        } catch (DriverException failure) {
            return Reading.failed(device, failure);
        }
    }

    private SimulatedHeater heater(VendorDevice device) {
        requireOpen();
        return simulation.heater(device.vendorId("id"), clock.instant());
    }

    private void requireOpen() {
        if (closed) {
            throw isClosed();
        }
    }

    private static DriverException isClosed() {
        return new DriverException.Unreachable("the driver is closed", (Throwable) null);
    }

    private static void apply(SimulatedHeater heater, Setting setting, Instant now) {
        switch (setting.name()) {
            case "on" -> heater.turn(flag(setting), now);
            case "target_temperature" -> heater.aimAt(celsius(setting), now);
            default -> throw new DriverException.Unsupported(setting.name() + " cannot be set on a simulated heater");
        }
    }

    private static boolean flag(Setting setting) {
        if (setting.value() instanceof Boolean on) {
            return on;
        }
        throw new DriverException.Rejected(setting.name() + " must be true or false");
    }

    private static double celsius(Setting setting) {
        if (setting.value() instanceof Number celsius && celsius.doubleValue() >= 5 && celsius.doubleValue() <= 30) {
            return celsius.doubleValue();
        }
        throw new DriverException.Rejected(setting.name() + " must be a number from 5 to 30");
    }
}
