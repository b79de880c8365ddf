package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import io.lamplighter.simulated.SimulatedVendor;
import io.lamplighter.simulated.SimulatedVendorOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The simulated vendor, asked and disturbed over HTTP like any other. */
final class SimulatedVendorBackend implements FakeBackend {
    private static final Set<String> WITH_STATUSES = Set.of("plug", "light", "thermometer");

    private final SimulatedVendor vendor =
            SimulatedVendor.start(SimulatedVendorOptions.defaults().withDevices(4200));
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> addresses = new JsonArray(get(vendor.authority() + "/devices"))
            .stream()
                    .map(JsonObject.class::cast)
                    .filter(device -> WITH_STATUSES.contains(device.getString("type")))
                    .map(device -> device.getString("address"))
                    .toList();

    @Override
    public int devices() {
        return addresses.size();
    }

    @Override
    public VendorDevice device(int number) {
        return at(addresses.get(number));
    }

    @Override
    public VendorDevice unknownDevice() {
        return at(vendor.authority() + "/attic-heater");
    }

    @Override
    public Map<String, Object> truth(VendorDevice device) {
        var status = new JsonObject(get(device.vendorId("address") + "/rpc/Shelly.GetStatus"));
        var output = status.getJsonObject("switch:0", status.getJsonObject("light:0"));
        var truth = new HashMap<String, Object>();
        truth.put("on", output.getBoolean("output"));
        truth.put("voltage", output.getDouble("voltage"));
        truth.put("power", output.getDouble("apower"));
        if (output.containsKey("brightness")) {
            truth.put("brightness", output.getDouble("brightness"));
        }
        return truth;
    }

    @Override
    public Trial statusTrial() {
        return new Trial(device(0), new Setting("on", true), new Setting("on", false));
    }

    @Override
    public Trial attributeTrial() {
        return new Trial(
                at(vendor.authority() + "/living-room-dimmer"),
                new Setting("brightness", 80.0),
                new Setting("brightness", 20.0));
    }

    @Override
    public String discoverableAt() {
        return addresses.getFirst();
    }

    @Override
    public int subscriptions() {
        return vendor.listeners();
    }

    @Override
    public void change(VendorDevice device, Setting setting) {
        var answer = get(device.vendorId("address") + "/rpc/Switch.Set?id=0&on=" + setting.value());
        assertThat(answer).contains("was_on");
    }

    @Override
    public long calls(VendorDevice device) {
        return new JsonObject(get(device.vendorId("address") + "/calls")).getLong("requests");
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    @Override
    public void inflict(Optional<Fault> fault) {
        if (fault.equals(Optional.of(Fault.CUT_OFF))) {
            vendor.cut();
            return;
        }
        // Between the two somebody's outgoing connection may have got that port.
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> {
                    vendor.restore();
                    return true;
                });
        control(fault.map(SimulatedVendorBackend::behaviour).orElseGet(JsonObject::new));
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(Duration.ofSeconds(1));
    }

    @Override
    public boolean travel(Duration by) {
        control(new JsonObject().put("clockOffset", Math.toIntExact(by.toSeconds())));
        return true;
    }

    @Override
    public void close() {
        http.close();
        vendor.close();
    }

    private static JsonObject behaviour(Fault fault) {
        return switch (fault) {
            case SLOW -> new JsonObject().put("delayMs", 60_000);
            case RUDE -> new JsonObject().put("rubbish", true);
            case RATE_LIMITED -> new JsonObject().put("rateLimit", 0);
            case CUT_OFF -> new JsonObject().put("drop", true);
        };
    }

    private static VendorDevice at(String address) {
        return new VendorDevice("default", Map.of("address", address));
    }

    private void control(JsonObject behaviour) {
        var answer = send(HttpRequest.newBuilder(URI.create("http://" + vendor.authority() + "/control"))
                .PUT(BodyPublishers.ofString(behaviour.encode())));
        assertThat(new JsonObject(answer)).containsAll(behaviour);
    }

    private String get(String address) {
        return send(HttpRequest.newBuilder(URI.create("http://" + address)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
