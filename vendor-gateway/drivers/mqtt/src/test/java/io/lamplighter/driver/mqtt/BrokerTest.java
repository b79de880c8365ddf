package io.lamplighter.driver.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers and devices that refuse, settings that are wrong, and TLS. */
class BrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MqttDriver driver = new MqttDriver();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(driver));

    @AfterEach
    void close() throws Exception {
        TestBroker.running().refuse(Optional.empty());
        for (var each : open) {
            each.close();
        }
    }

    private <T extends MqttBackend> T opened(T backend) {
        open.add(backend);
        return backend;
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTA_EXCEEDED, RateLimited",
        "CONNECTION_RATE_EXCEEDED, RateLimited",
        "SERVER_BUSY, Unreachable",
        "SERVER_UNAVAILABLE, Unreachable",
        "NOT_AUTHORIZED, AuthenticationFailed",
        "BAD_USER_NAME_OR_PASSWORD, AuthenticationFailed",
        "BANNED, AuthenticationFailed",
        "UNSUPPORTED_PROTOCOL_VERSION, Rejected",
        "CLIENT_IDENTIFIER_NOT_VALID, Rejected",
        "PROTOCOL_ERROR, ProtocolViolation",
    })
    void refusalsOfMqtt5AreWhatTheyMean(ConnackReasonCode refusal, String failure) {
        var backend = opened(new TasmotaBackend(true));
        TestBroker.running().refuse(Optional.of(refusal));

        assertThat(failure(driver.read(backend.device(0), Scope.ALL)).getClass().getSimpleName())
                .isEqualTo(failure);
        TestBroker.running().refuse(Optional.empty());
        assertThat(driver.read(backend.device(0), Scope.ALL).await().atMost(PATIENCE))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_UNAVAILABLE, Unreachable",
        "NOT_AUTHORIZED, AuthenticationFailed",
        "UNSUPPORTED_PROTOCOL_VERSION, Rejected",
        "CLIENT_IDENTIFIER_NOT_VALID, Rejected",
    })
    void refusalsOfMqtt3AreWhatTheyMean(ConnackReasonCode refusal, String failure) {
        var backend = opened(new TasmotaBackend(false));
        TestBroker.running().refuse(Optional.of(refusal));

        assertThat(failure(driver.read(backend.device(0), Scope.ALL)).getClass().getSimpleName())
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "address, , settings.address",
        "address, a b, settings.address",
        "address, http://broker, settings.address",
        "address, broker:70000, settings.address",
        "protocol, 4, settings.protocol",
        "tls, perhaps, settings.tls",
        "client-id, a/b, settings.client-id",
        "shared-group, a/b, settings.shared-group",
        "zigbee2mqtt-topic, zigbee/#, settings.zigbee2mqtt-topic",
        "homie-topic, +, settings.homie-topic",
        "tasmota-full-topic, %topic%/, settings.tasmota-full-topic",
        "tasmota-time-zone, Rome, settings.tasmota-time-zone",
    })
    void settingsThatAreWrongAreNamed(String setting, String value, String named) {
        var settings = new HashMap<>(Map.of("address", "127.0.0.1"));
        settings.remove(setting);
        if (value != null) {
            settings.put(setting, value);
        }
        var account = new Account("default", settings, Account.Secrets.NONE);

        assertThat(failure(driver.check(account)))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageStartingWith(named + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "broker.lan, broker.lan, 1883, false",
        "broker.lan:1884, broker.lan, 1884, false",
        "mqtt://broker.lan, broker.lan, 1883, false",
        "mqtts://broker.lan/, broker.lan, 8883, true",
        "ssl://192.0.2.7:9999, 192.0.2.7, 9999, true",
        "[2001:db8::7]:1884, 2001:db8::7, 1884, false",
    })
    void addressesAreRead(String address, String host, int port, boolean tls) {
        var settings = Settings.of(new Account("default", Map.of("address", address), Account.Secrets.NONE));

        assertThat(settings.host()).isEqualTo(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.tls()).isEqualTo(tls);
    }

    @ParameterizedTest
    @CsvSource({
        "knx, lamp, vendorIds.convention must be one of",
        "tasmota, lamp/#, vendorIds.device cannot be a part of a topic",
        "homie5, +, vendorIds.device cannot be a part of a topic",
        "zigbee2mqtt, lamp/, vendorIds.device cannot be a part of a topic",
    })
    void vendorIdsThatAreWrongAreNamed(String convention, String device, String message) {
        var backend = opened(new TasmotaBackend(false));
        var wrong = new VendorDevice(backend.account(), Map.of("convention", convention, "device", device));

        assertThat(failure(driver.read(wrong, Scope.ALL)))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aTasmotaDeviceSaysWhatItCannotDo() {
        var backend = opened(new TasmotaBackend(false));

        assertThat(failure(driver.set(backend.device(0), new Setting("fan_speed", 2.0))))
                .isInstanceOf(DriverException.Unsupported.class)
                .hasMessage("fan_speed is unknown to the device");
    }

    @Test
    void aTasmotaDeviceThatIsOfflineIsNotWaitedFor() {
        var backend = opened(new TasmotaBackend(false));
        var _ = backend.device(0);
        backend.publish(backend.site + "/tele/device-0/LWT", "Offline", true).join();
        backend.publish(backend.site + "/tele/device-x/LWT", "Offline", true).join();

        assertThat(failure(driver.read(backend.named("device-x"), Scope.ALL)))
                .isInstanceOf(DriverException.Unreachable.class)
                .hasMessage("the device's will says that it is offline");
    }

    @Test
    void aTasmotaDeviceIsFoundWithTopicsOfItsOwn() {
        var backend = opened(new TasmotaBackend(false));
        var base = backend.site + "/attic";
        backend.listen(
                (topic, text) -> {
                    var _ = backend.publish(
                            base + "/status/STATUS" + text,
                            text.equals("10")
                                    ? "{\"StatusSNS\":{\"Time\":\"2026-11-28T10:00:00\",\"AM2301\":{\"Humidity\":55}}}"
                                    : "{\"StatusSTS\":{\"Time\":\"2026-11-28T10:00:00\",\"POWER1\":\"ON\",\"POWER2\":\"OFF\"}}",
                            false);
                },
                base + "/command/STATUS");
        backend.publish("tasmota/discovery/AAAAAAAAAAAA/config", """
                {"dn":"Attic","t":"attic","ft":"%s/%%topic%%/%%prefix%%/","tp":["command","status","telemetry"],"rl":[1,1]}
                """.formatted(backend.site), true)
                .join();
        backend.publish("tasmota/discovery/BBBBBBBBBBBB/config", "{\"dn\":", true)
                .join();

        var found = driver.discover(backend.account(), "tasmota")
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        var attic = found.stream()
                .filter(each -> each.name().equals("Attic"))
                .findFirst()
                .orElseThrow();
        assertThat(attic.type()).isEqualTo("switch");
        assertThat(driver.read(new VendorDevice(backend.account(), attic.vendorIds()), Scope.ALL)
                        .await()
                        .atMost(PATIENCE))
                .extracting(Observation::name)
                .containsExactly("on", "on_2", "humidity");
    }

    @Test
    void aZigbeeDeviceThatSleepsIsNotAskedButItsRetainedStateIsRead() {
        var backend = opened(new ZigbeeBackend(true));
        var base = backend.site + "/zigbee2mqtt/";
        backend.publish(base + "bridge/devices", """
                [{"ieee_address":"0x01","type":"EndDevice","friendly_name":"door",
                  "definition":{"exposes":[{"type":"binary","property":"contact","access":1,"value_on":false,"value_off":true}]}}]
                """, true).join();
        var door = new VendorDevice(backend.account(), Map.of("convention", "zigbee2mqtt", "device", "door"));

        assertThat(failure(driver.read(door, Scope.ALL)))
                .isInstanceOf(DriverException.Unsupported.class)
                .hasMessage("the device cannot be asked: it tells its values by itself");
        backend.publish(base + "door", "{\"contact\":false}", true).join();
        assertThat(driver.read(door, Scope.ALL).await().atMost(PATIENCE))
                .singleElement()
                .satisfies(open -> {
                    assertThat(open.name()).isEqualTo("open");
                    assertThat(open.value()).isEqualTo(true);
                });
    }

    @Test
    void aZigbeeDeviceThatIsOfflineIsNotWaitedFor() {
        var backend = opened(new ZigbeeBackend(false));
        var _ = backend.device(7);
        backend.publish(backend.site + "/zigbee2mqtt/device-7/availability", "offline", true)
                .join();
        TestBroker.running().keepBack(topic -> topic.endsWith("/device-7"));

        assertThat(failure(driver.read(backend.device(7), Scope.ALL)))
                .isInstanceOf(DriverException.Unreachable.class)
                .hasMessage("zigbee2mqtt says that the device is offline");
    }

    @Test
    void discoveryLooksEverywhereOrWhereItIsTold() {
        var backend = opened(new ZigbeeBackend(false));

        assertThat(found(backend, "all")).hasSize(ZigbeeBackend.DEVICES);
        assertThat(found(backend, "127.0.0.1")).hasSize(ZigbeeBackend.DEVICES);
        assertThat(found(backend, backend.site + "/zigbee2mqtt")).hasSize(ZigbeeBackend.DEVICES);
        assertThat(found(backend, "homie")).isEmpty();
        assertThat(failure(driver.discover(backend.account(), "elsewhere")
                        .collect()
                        .asList()))
                .isInstanceOf(DriverException.Rejected.class);
    }

    /** A broker or a machine with much to do tells what is retained long after it has acknowledged that it will. */
    @ParameterizedTest
    @CsvSource({"3.1.1", "5"})
    void discoveryWaitsForABrokerThatHesitates(String protocol) {
        var backend = opened(new HomieBackend(protocol.equals("5")));
        var at = backend.discoverableAt();
        backend.cable().hesitate(Duration.ofSeconds(2));

        assertThat(found(backend, at)).hasSize(2);
    }

    @Test
    void anEffectOfAZigbeeDeviceIsNeverToldAndSoAcknowledged() {
        var backend = opened(new ZigbeeBackend(true));
        var base = backend.site + "/zigbee2mqtt/";
        var told = new CompletableFuture<String>();
        backend.listen((topic, text) -> told.complete(text), base + "candle/set");
        backend.publish(base + "bridge/devices", """
                [{"ieee_address":"0x01","type":"Router","friendly_name":"candle","definition":{"exposes":[
                   {"type":"enum","property":"effect","access":2,"values":["blink","breathe"]},
                   {"type":"numeric","property":"transition","access":2,"unit":"s"}]}}]
                """, true).join();
        var candle = new VendorDevice(backend.account(), Map.of("convention", "zigbee2mqtt", "device", "candle"));

        assertThat(set(candle, "effect", "blink")).isEmpty();
        assertThat(told).succeedsWithin(PATIENCE).isEqualTo("{\"effect\":\"blink\"}");
        assertThat(set(candle, "transition", 2.0)).isEmpty();
    }

    @Test
    void aHomiePropertyThatIsNotRetainedIsSetAndAcknowledged() {
        var backend = opened(new HomieBackend(true));
        var base = backend.site + "-homie/5/bell/";
        var told = new CompletableFuture<String>();
        backend.listen((topic, text) -> told.complete(text), base + "actions/action/set");
        backend.publish(base + "$description", """
                {"homie":"5.0","version":1,"name":"Bell","nodes":{"actions":{"properties":{
                  "action":{"datatype":"enum","format":"ring,hum","settable":true,"retained":false}}}}}
                """, true).join();
        backend.publish(base + "$state", "ready", true).join();
        var bell = new VendorDevice(backend.account(), Map.of("convention", "homie5", "device", "bell"));

        assertThat(set(bell, "action", "ring")).isEmpty();
        assertThat(told).succeedsWithin(PATIENCE).isEqualTo("ring");
    }

    private List<Observation> set(VendorDevice device, String name, Object value) {
        return driver.set(device, new Setting(name, value)).await().atMost(PATIENCE);
    }

    private List<?> found(MqttBackend backend, String at) {
        return driver.discover(backend.account(), at).collect().asList().await().atMost(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({"3.1.1", "5"})
    void tlsIsSpokenToWhomAnAuthorityOfTheAccountTrusts(String protocol, @TempDir Path folder) throws Exception {
        var keys = folder.resolve("keys.p12");
        var store = " -alias broker -storepass secret -keystore " + keys;
        keytool("-genkeypair -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1" + store);
        keytool("-exportcert -rfc -file " + folder.resolve("broker.pem") + store);
        var pem = Files.readString(folder.resolve("broker.pem"));
        var cable = new Cable(TestBroker.running().port(), sockets(keys));
        open.add(cable);
        var address = "mqtts://127.0.0.1:" + cable.port();

        driver.check(secured(address, protocol, pem)).await().atMost(PATIENCE);

        assertThat(failure(driver.check(secured(address, protocol, null))))
                .isInstanceOf(DriverException.Unreachable.class)
                .hasMessageContaining("TLS");
        assertThat(failure(driver.check(secured("mqtts://localhost:" + cable.port(), protocol, pem))))
                .isInstanceOf(DriverException.Unreachable.class)
                .hasMessageContaining("TLS");
        assertThat(failure(driver.check(secured(address, protocol, "nonsense"))))
                .isInstanceOf(DriverException.Rejected.class);
    }

    private static ServerSocketFactory sockets(Path keys) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, "secret".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        var command = Path.of(System.getProperty("java.home"), "bin", "keytool") + " " + arguments;
        var process = new ProcessBuilder(command.split(" ", -1)).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static Account secured(String address, String protocol, String authorities) {
        var secrets = new HashMap<>(Map.of("username", TestBroker.USERNAME, "password", TestBroker.PASSWORD));
        if (authorities != null) {
            secrets.put("ca-certificate", authorities);
        }
        return new Account(
                "default",
                Map.of("address", address, "protocol", protocol),
                name -> Optional.ofNullable(secrets.get(name)));
    }

    private static Throwable failure(Uni<?> call) {
        return call.map(answer -> (Throwable) new AssertionError("it answered " + answer))
                .onFailure()
                .recoverWithItem(thrown -> thrown)
                .await()
                .atMost(PATIENCE);
    }
}
