package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

class SimulatorDriverContractTest extends DriverContract {
    @Override
    protected FakeBackend startBackend() {
        return new CountedSimulation();
    }

    @Override
    protected Driver newDriver(FakeBackend at) {
        return new SimulatorDriver((CountedSimulation) at, Clock.systemUTC());
    }

    private static final class CountedSimulation extends Simulation implements FakeBackend {
        private final AtomicLong calls = new AtomicLong();

        @Override
        SimulatedHeater heater(String id, Instant now) {
            calls.incrementAndGet();
            return super.heater(id, now);
        }

        @Override
        public VendorDevice device(int number) {
            return new VendorDevice("default", Map.of("id", "heater-" + number));
        }

        @Override
        public VendorDevice unknownDevice() {
            return new VendorDevice("default", Map.of("id", "missing-1"));
        }

        @Override
        public Map<String, Object> truth(VendorDevice device) {
            return super.heater(device.vendorId("id"), Instant.now()).observe(Instant.now()).stream()
                    .collect(Collectors.toMap(Observation::name, Observation::value));
        }

        @Override
        public Trial statusTrial() {
            return new Trial(device(0), new Setting("on", true), new Setting("on", false));
        }

        @Override
        public Trial attributeTrial() {
            return new Trial(
                    device(0), new Setting("target_temperature", 19.5), new Setting("target_temperature", 23.0));
        }

        @Override
        public void change(VendorDevice device, Setting setting) {
            super.heater(device.vendorId("id"), Instant.now()).turn((Boolean) setting.value(), Instant.now());
        }

        @Override
        public long calls(VendorDevice device) {
            return calls.get();
        }

        @Override
        public Set<Fault> faults() {
            return Set.of();
        }

        @Override
        public void inflict(Optional<Fault> fault) {
            throw new UnsupportedOperationException("nothing can go wrong in memory");
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
