package io.lamplighter.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedVendorTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private SimulatedVendor vendor;

    @BeforeEach
    void start() {
        vendor = SimulatedVendor.start(SimulatedVendorOptions.defaults().withDevices(25));
    }

    @AfterEach
    void close() {
        vendor.close();
        http.close();
    }

    @Test
    void listsItsDevicesWithAddressesThatAnswer() {
        var devices = new JsonArray(get("/devices").body());

        assertThat(devices).hasSize(25);
        var ids = new HashSet<String>();
        for (var i = 0; i < devices.size(); i++) {
            var device = devices.getJsonObject(i);
            ids.add(device.getString("id"));
            assertThat(device.getString("address")).isEqualTo(vendor.authority() + "/" + device.getString("id"));
            var info = object("/" + device.getString("id") + "/rpc/Shelly.GetDeviceInfo");
            assertThat(info.getString("model")).isNotBlank();
        }
        assertThat(ids).hasSize(25).contains("kitchen-heater", "living-room-dimmer", "office-load-meter-2");
        assertThat(devices.getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", "kitchen-heater")
                        .put("name", "Kitchen heater")
                        .put("type", "plug")
                        .put("room", "kitchen")
                        .put("house", 1)
                        .put("address", vendor.authority() + "/kitchen-heater"));
    }

    @Test
    void switchesAndMetersAHeater() {
        assertThat(object("/bedroom-lamp/rpc/Switch.Set?id=0&on=false"))
                .isEqualTo(new JsonObject().put("was_on", true));
        assertThat(object("/bedroom-lamp/rpc/Switch.GetStatus?id=0").getDouble("apower"))
                .isZero();
        assertThat(object("/office-heater/rpc/Switch.Set?id=0&on=true").getBoolean("was_on"))
                .isFalse();

        var status = object("/office-heater/rpc/Switch.GetStatus?id=0");

        assertThat(status.getBoolean("output")).isTrue();
        assertThat(status.getDouble("apower")).isCloseTo(1200, within(30.0));
        assertThat(object("/office-heater/calls").getInteger("sets")).isEqualTo(1);
        assertThat(object("/kitchen-house-meter/rpc/EM.GetStatus?id=0").getDouble("total_act_power"))
                .isGreaterThan(1170);
    }

    @Test
    void dimsALight() {
        assertThat(object("/living-room-dimmer/rpc/Light.Set?id=0&on=true&brightness=50"))
                .isEqualTo(new JsonObject().put("was_on", false));

        var status = object("/living-room-dimmer/rpc/Light.GetStatus?id=0");

        assertThat(status.getInteger("brightness")).isEqualTo(50);
        assertThat(status.getDouble("apower")).isCloseTo(4.5, within(0.3));
        assertThat(get("/living-room-dimmer/rpc/Light.Set?id=0&brightness=101").statusCode())
                .isEqualTo(400);
        assertThat(get("/living-room-dimmer/rpc/Switch.Set?id=0&on=true").statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersFramesAsDevicesDo() {
        var answer =
                post("/kitchen-heater/rpc", "{'id':7,'src':'me','method':'Switch.Set','params':{'id':0,'on':true}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put("id", 7)
                        .put("src", "shellyplusplugs-020000000000")
                        .put("dst", "me")
                        .put("result", new JsonObject().put("was_on", true)));
    }

    @ParameterizedTest
    @CsvSource({
        "/kitchen-heater/rpc/Switch.Fly, 404, 404",
        "/kitchen-heater/rpc/Nonsense, 404, 404",
        "/kitchen-thermometer/rpc/Switch.Set?id=0&on=true, 404, 404",
        "/kitchen-heater/rpc/Switch.GetStatus, 400, -103",
        "/kitchen-heater/rpc/Switch.Set?id=0&on=maybe, 400, -103",
        "/kitchen-heater/rpc/Switch.GetStatus?id=5, 500, -105"
    })
    void refusesAsDevicesDo(String path, int httpStatus, int code) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(httpStatus);
        assertThat(new JsonObject(answer.body()).getInteger("code")).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{}", "{'method':7}", "{'method':'Switch.Set','params':[]}"})
    void refusesBrokenFrames(String body) {
        assertThat(post("/kitchen-heater/rpc", body).statusCode()).isEqualTo(400);
    }

    @Test
    void knowsNoOtherDevice() {
        assertThat(get("/attic-heater/rpc/Shelly.GetStatus").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void listsOnlyMethodsThatItHas() {
        var methods = object("/kitchen-house-meter/rpc/Shelly.ListMethods").getJsonArray("methods");

        assertThat(methods).contains("EM.GetStatus", "EMData.GetStatus", "Shelly.GetStatus");
        for (var method : methods) {
            assertThat(get("/kitchen-house-meter/rpc/" + method + "?id=0").statusCode())
                    .as("%s", method)
                    .isEqualTo(200);
        }
    }

    @Test
    void behavesAsBadlyAsItIsTold() {
        control("/kitchen-heater/control", "{'failRate':1}");
        assertThat(get("/kitchen-heater/shelly").statusCode()).isEqualTo(500);
        assertThat(get("/office-heater/shelly").statusCode()).isEqualTo(200);

        control("/kitchen-heater/control", "{'drop':true}");
        assertThatThrownBy(() -> get("/kitchen-heater/shelly")).hasCauseInstanceOf(IOException.class);

        control("/kitchen-heater/control", "{'rubbish':true}");
        assertThat(get("/kitchen-heater/rpc/Shelly.GetStatus").body())
                .isEqualTo("{\"switch:0\":{\"id\":0,\"output\":tr");

        control("/control", "{'rateLimit':1}");
        await().untilAsserted(() ->
                assertThat(get("/office-heater/shelly").statusCode()).isEqualTo(429));
        assertThat(get("/office-heater/shelly").headers().firstValue("Retry-After"))
                .hasValue("1");

        assertThat(send(request("/control").DELETE()).statusCode()).isEqualTo(200);
        assertThat(get("/office-heater/shelly").statusCode()).isEqualTo(200);
    }

    @Test
    void answersLateWhenToldTo() {
        control("/kitchen-heater/control", "{'delayMs':300}");
        var before = System.nanoTime();

        assertThat(get("/kitchen-heater/shelly").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void tellsTheTimeOfAWrongClockWhenToldTo() {
        control("/kitchen-heater/control", "{'clockOffset':-86400}");

        var told = new JsonObject(get("/kitchen-heater/rpc/Shelly.GetStatus").body())
                .getJsonObject("sys")
                .getLong("unixtime");

        assertThat(Instant.ofEpochSecond(told))
                .isCloseTo(Instant.now().minus(Duration.ofDays(1)), within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'delayMs':-1}", "{'failRate':2}", "{'failRate':'much'}", "{'drop':null}", "["})
    void refusesBadBehaviourThatMakesNoSense(String behaviour) {
        var answer = send(request("/control").PUT(BodyPublishers.ofString(behaviour.replace('\'', '"'))));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void isGoneWhenCutAndBackWhenRestored() {
        vendor.cut();
        assertThatThrownBy(() -> get("/devices")).hasCauseInstanceOf(IOException.class);

        vendor.restore();

        assertThat(get("/devices").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatItsPortIsTaken() {
        var defaults = SimulatedVendorOptions.defaults();
        var taken = new SimulatedVendorOptions("127.0.0.1", vendor.port(), 1, 1, 1, defaults.zone(), defaults.replay());

        assertThatThrownBy(() -> SimulatedVendor.start(taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("simulated vendor: ");
    }

    @Test
    void replaysRecordings(@TempDir Path folder) throws IOException {
        var written = Files.writeString(folder.resolve("house.csv"), "date,T1,RH_1\n2026-01-01 00:00:00,31.5,22\n");
        var options = SimulatedVendorOptions.defaults().withReplay(written.getParent());
        try (var other = SimulatedVendor.start(options)) {
            var uri = URI.create("http://" + other.authority() + "/kitchen-thermometer/rpc/Shelly.GetStatus");
            var status = new JsonObject(send(HttpRequest.newBuilder(uri)).body());

            assertThat(status.getJsonObject("temperature:0").getDouble("tC")).isEqualTo(31.5);
            assertThat(status.getJsonObject("humidity:0").getDouble("rh")).isEqualTo(22);
        }
    }

    private void control(String path, String behaviour) {
        var answer = send(request(path).PUT(BodyPublishers.ofString(behaviour.replace('\'', '"'))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(object(path)).isEqualTo(new JsonObject(answer.body()));
    }

    private JsonObject object(String path) {
        return new JsonObject(get(path).body());
    }

    private HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + vendor.authority() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
