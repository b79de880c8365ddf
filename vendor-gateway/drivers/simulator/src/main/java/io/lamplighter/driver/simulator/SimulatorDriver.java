package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;

/** The reference driver: it speaks to nobody. */
@ApplicationScoped
public class SimulatorDriver implements Driver {
    private static final DriverDescription DESCRIPTION = new DriverDescription(
            "simulator",
            "Simulated heaters, in memory",
            List.of("id"),
            List.of(),
            EnumSet.complementOf(EnumSet.of(Capability.DISCOVER)));

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

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return Uni.createFrom()
                .item(() -> observe(device).stream().filter(scope::includes).toList());
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().item(() -> {
            apply(heater(device), setting);
            return observe(device);
        });
    }

    @Override
    public Multi<DiscoveredDevice> discover(String account, String at) {
        return Multi.createFrom()
                .failure(new DriverException.Unsupported("simulated devices exist once they are named"));
    }

    @Override
    public void close() {
        closed = true;
    }

    private List<Observation> observe(VendorDevice device) {
        return heater(device).observe(clock.instant());
    }

    private SimulatedHeater heater(VendorDevice device) {
        if (closed) {
            throw new DriverException.Unreachable("the driver is closed", (Throwable) null);
        }
        return simulation.heater(device.vendorId("id"), clock.instant());
    }

    private void apply(SimulatedHeater heater, Setting setting) {
        switch (setting.name()) {
            case "on" -> heater.turn(flag(setting), clock.instant());
            case "target_temperature" -> heater.aimAt(celsius(setting), clock.instant());
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
