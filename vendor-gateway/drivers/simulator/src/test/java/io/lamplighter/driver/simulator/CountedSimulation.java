package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Webhook;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The simulation itself as the vendor under control. */
final class CountedSimulation extends Simulation implements FakeBackend {
    private final AtomicLong calls = new AtomicLong();

    @Override
    SimulatedHeater heater(String id, Instant now) {
        calls.incrementAndGet();
        return super.heater(id, now);
    }

    @Override
    public int devices() {
        return 10_000;
    }

    @Override
    public VendorDevice device(int number) {
        return new VendorDevice(account(), Map.of("id", "heater-" + number));
    }

    @Override
    public VendorDevice unknownDevice() {
        return new VendorDevice(account(), Map.of("id", "missing-1"));
    }

    @Override
    public Map<String, Object> truth(VendorDevice device) {
        return super.heater(device.vendorId("id"), Instant.now()).observe(Instant.now()).stream()
                .collect(Collectors.toMap(Observation::name, Observation::value));
    }

    @Override
    public Account account() {
        return account("rose");
    }

    @Override
    public Account wrongAccount() {
        return account("tulip");
    }

    private static Account account(String password) {
        var secrets = Map.of("password", password, PostedChange.KEY, "key of the simulator");
        return new Account("default", Map.of("password", "rose"), name -> Optional.ofNullable(secrets.get(name)));
    }

    @Override
    public Webhook webhook(VendorDevice device, Setting setting) {
        var time = Instant.now().toString();
        var text = device.vendorId("id") + (setting.value().equals(true) ? " on" : " off");
        var body = text.getBytes(StandardCharsets.UTF_8);
        return new Webhook(
                Map.of(
                        "X-Simulator-Time",
                        time,
                        "X-Simulator-Signature",
                        Signature.of(account().secret(PostedChange.KEY), time, body)),
                body);
    }

    @Override
    public int subscriptions() {
        return listeners();
    }

    @Override
    public Trial statusTrial() {
        return new Trial(device(0), new Setting("on", true), new Setting("on", false));
    }

    @Override
    public Trial attributeTrial() {
        return new Trial(device(0), new Setting("target_temperature", 19.5), new Setting("target_temperature", 23.0));
    }

    @Override
    public void change(VendorDevice device, Setting setting) {
        var now = Instant.now();
        super.heater(device.vendorId("id"), now).turn((Boolean) setting.value(), now);
        changed(device.vendorId("id"), now);
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
