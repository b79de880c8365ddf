package io.lamplighter.driver.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.tck.Fault;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told as it happens, beyond the contract. */
class PushTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MqttDriver driver = new MqttDriver();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(driver));

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    private <T extends MqttBackend> T opened(T backend) {
        open.add(backend);
        return backend;
    }

    @Test
    void whatIsRetainedWithoutATimeKeepsThatOfWhenItWasFirstHeard() {
        var backend = opened(new ZigbeeBackend(true));
        var device = backend.device(3);
        backend.publish(topic(backend), "{\"state\":\"ON\"}", true).join();
        var first = subscribed(backend.account(), device);
        var heard = awaitObserved(first, device, "on", true).validAt();

        backend.inflict(Optional.of(Fault.CUT_OFF));
        assertThat(first.awaitFailure(PATIENCE).getFailure()).isInstanceOf(DriverException.Unreachable.class);
        backend.inflict(Optional.empty());
        var second = subscribed(backend.account(), device);

        assertThat(awaitObserved(second, device, "on", true).validAt()).isEqualTo(heard);
        backend.publish(topic(backend), "{\"state\":\"OFF\"}", true).join();
        assertThat(awaitObserved(second, device, "on", false).validAt()).isAfter(heard);
    }

    @Test
    void whatIsRetainedIsToldOnceThoughTheBrokerTellsItWithEachRead() {
        var backend = opened(new HomieBackend(true));
        var device = backend.device(3);
        var told = subscribed(backend.account(), device);
        var _ = awaitObserved(told, device, "temperature", 21.5);

        for (var i = 0; i < 3; i++) {
            assertThat(driver.read(device, Scope.ALL).await().atMost(PATIENCE)).hasSize(3);
        }
        backend.lamp("device-3").temperature = 22.5;
        backend.tell(backend.lamp("device-3"));
        var _ = awaitObserved(told, device, "temperature", 22.5);

        assertThat(observed(told, device))
                .filteredOn(each -> each.value().equals(21.5))
                .hasSize(1);
    }

    @Test
    void theStateFollowsWhereAllOfItIsRetained() {
        var homie = opened(new HomieBackend(false));
        var zigbee = opened(new ZigbeeBackend(false));

        assertThat(awaitOpened(subscribed(homie.account(), homie.device(0))).stateFollows())
                .isTrue();
        assertThat(awaitOpened(subscribed(zigbee.account(), zigbee.device(0))).stateFollows())
                .isFalse();
    }

    @Test
    void availabilityOfZigbeeDevicesComesInTwoForms() {
        var backend = opened(new ZigbeeBackend(false));
        var device = backend.device(3);
        backend.publish(topic(backend) + "/availability", "online", true).join();
        var told = subscribed(backend.account(), device);
        awaitAvailability(told, device, true, "");

        backend.publish(topic(backend) + "/availability", "offline", true).join();
        awaitAvailability(told, device, false, "zigbee2mqtt says that the device is offline");
        backend.publish(topic(backend) + "/availability", "{\"state\":\"online\"}", true)
                .join();
        awaitAvailability(told, device, true, "");
        backend.publish(topic(backend) + "/availability", "{\"state\":\"offline\"}", true)
                .join();
        awaitAvailability(told, device, false, "zigbee2mqtt says that the device is offline");
    }

    @Test
    void noZigbeeDeviceIsReachableWithoutItsBridge() {
        var backend = opened(new ZigbeeBackend(true));
        var one = backend.device(3);
        var other = backend.device(4);
        var told = subscribed(backend.account(), one, other);
        var _ = awaitOpened(told);

        backend.publish(backend.site + "/zigbee2mqtt/bridge/state", "{\"state\":\"offline\"}", true)
                .join();

        awaitAvailability(told, one, false, "zigbee2mqtt is offline");
        awaitAvailability(told, other, false, "zigbee2mqtt is offline");
        backend.publish(backend.site + "/zigbee2mqtt/bridge/state", "online", true)
                .join();
        awaitAvailability(told, other, true, "");
    }

    @Test
    void aZigbeeDeviceIsFollowedWhenItIsRenamed() {
        var backend = opened(new ZigbeeBackend(false));
        var device = backend.device(3);
        var told = subscribed(backend.account(), device);
        var _ = awaitOpened(told);
        var base = backend.site + "/zigbee2mqtt/";

        backend.publish(base + "bridge/devices", """
                [{"ieee_address":"0x0000000000000003","type":"Router","friendly_name":"hall/lamp",
                  "definition":{"exposes":[{"type":"numeric","property":"pressure","access":1,"unit":"kPa"}]}}]
                """, true).join();

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            backend.publish(base + "hall/lamp", "{\"pressure\":101.3}", false).join();
            assertThat(observed(told, device)).anySatisfy(each -> {
                assertThat(each.name()).isEqualTo("pressure");
                assertThat(((Observation.Attribute) each).units()).isEqualTo("kPa");
            });
        });
    }

    @Test
    void aDeviceThatTheBridgeDoesNotKnowIsNotReachableUntilItDoes() {
        var backend = opened(new ZigbeeBackend(false));
        var told = subscribed(backend.account(), backend.unknownDevice());
        awaitAvailability(told, backend.unknownDevice(), false, "vendorIds.device: zigbee2mqtt knows no device attic");
        var base = backend.site + "/zigbee2mqtt/";

        backend.publish(base + "bridge/devices", """
                [{"ieee_address":"0x01","type":"Router","friendly_name":"attic",
                  "definition":{"exposes":[{"type":"numeric","property":"pressure","access":1,"unit":"kPa"}]}}]
                """, true).join();

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            backend.publish(base + "attic", "{\"pressure\":101.3}", false).join();
            assertThat(observed(told, backend.unknownDevice())).isNotEmpty();
        });
    }

    @Test
    void theWillOfATasmotaDeviceSaysWhetherItIsThere() {
        var backend = opened(new TasmotaBackend(true));
        var device = backend.device(3);
        var told = subscribed(backend.account(), device);
        awaitAvailability(told, device, true, "");

        backend.publish(backend.site + "/tele/device-3/LWT", "Offline", true).join();

        awaitAvailability(told, device, false, "its will says that it is offline");
    }

    @Test
    void aHomieDeviceIsLostWithItsRoot() {
        var backend = opened(new HomieBackend(true));
        var base = backend.site + "-homie/5/";
        var child = backend.named("device-77");
        backend.publish(base + "root/$state", "ready", true).join();
        backend.publish(base + "device-77/$state", "ready", true).join();
        backend.publish(base + "device-77/$description", """
                {"homie":"5.0","version":1,"root":"root","nodes":{"n":{"properties":{"level":{"datatype":"integer"}}}}}
                """, true).join();
        backend.publish(base + "device-77/n/level", "7", true).join();
        var told = subscribed(backend.account(), child);
        var _ = awaitObserved(told, child, "level", 7.0);
        assertThat(driver.read(child, Scope.ALL).await().atMost(PATIENCE)).hasSize(1);

        backend.publish(base + "root/$state", "lost", true).join();

        awaitAvailability(told, child, false, "the device behind which it is is lost");
        assertThat(failure(child)).isInstanceOf(DriverException.Unreachable.class);
        backend.publish(base + "root/$state", "ready", true).join();
        backend.publish(base + "device-77/$state", "disconnected", true).join();
        awaitAvailability(told, child, false, "it says that it is disconnected");
    }

    @Test
    void oneThatTellsRubbishDoesNotEndTheSubscriptionOfTheOthers() {
        var backend = opened(new ZigbeeBackend(true));
        var good = backend.device(4);
        var rogue = backend.device(3);
        var told = subscribed(backend.account(), good, rogue);
        var _ = awaitOpened(told);

        for (var rubbish : List.of("{", "[]", "\u0000", "", "{\"temperature\":{}}", "x".repeat(300_000))) {
            backend.publish(topic(backend), rubbish, false).join();
        }
        backend.publish(topic(backend), "{\"temperature\":{},\"state\":\"ON\"}", false)
                .join();
        backend.lamp("device-4").on = true;
        backend.tell(backend.lamp("device-4"));

        var _ = awaitObserved(told, good, "on", true);
        var _ = awaitObserved(told, rogue, "on", true);
        awaitAvailability(told, rogue, false, "it cannot be understood: temperature is not a number");
        awaitAvailability(told, rogue, false, "it cannot be understood: a message is too long");
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneOfTheGroup() {
        var backend = opened(new TasmotaBackend(true));
        var other = new MqttDriver();
        open.add(other);
        var account = with(backend.account(), "shared-group", "gateway");
        var device = new VendorDevice(account, backend.device(3).vendorIds());
        var one = subscribed(account, device);
        var two = other.subscribe(account, Watched.only(Set.of(device)))
                .subscribe()
                .withSubscriber(AssertSubscriber.<Pushed>create(Long.MAX_VALUE));
        assertThat(awaitOpened(one).stateFollows()).isFalse();
        var _ = awaitOpened(two);

        for (var i = 1; i <= 50; i++) {
            backend.publish(backend.site + "/stat/device-3/RESULT", "{\"Dimmer\":%d}".formatted(i), false)
                    .join();
        }

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            var all = new ArrayList<>(observed(one, device));
            all.addAll(observed(two, device));
            assertThat(all).extracting(Observation::value).hasSize(50).doesNotHaveDuplicates();
        });
        two.cancel();
    }

    @Test
    void aSubscriptionToNothingBreaksWithTheConnectionToo() {
        var backend = opened(new ZigbeeBackend(false));
        var told = subscribed(backend.account());
        var _ = awaitOpened(told);

        backend.inflict(Optional.of(Fault.CUT_OFF));

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(DriverException.Unreachable.class);
    }

    @Test
    void allDevicesOfAnAccountShareOneConnection() {
        var backend = opened(new TasmotaBackend(false));
        var one = subscribed(backend.account(), backend.device(3));
        var two = subscribed(backend.account(), backend.device(4));
        var _ = awaitOpened(one);
        var _ = awaitOpened(two);
        assertThat(driver.read(backend.device(5), Scope.ALL).await().atMost(PATIENCE))
                .isNotEmpty();

        assertThat(TestBroker.running().clients(backend.site + "/")).isEqualTo(1);
    }

    private static String topic(MqttBackend backend) {
        return backend.site + "/zigbee2mqtt/device-3";
    }

    private static Account with(Account account, String setting, String value) {
        var settings = new HashMap<>(account.settings());
        settings.putAll(Map.of(setting, value));
        return new Account(account.name(), settings, account.secrets());
    }

    private AssertSubscriber<Pushed> subscribed(Account account, VendorDevice... devices) {
        var told = driver.subscribe(account, Watched.only(Set.of(devices)))
                .subscribe()
                .withSubscriber(AssertSubscriber.<Pushed>create(Long.MAX_VALUE));
        open.addFirst(told::cancel);
        return told;
    }

    private Throwable failure(VendorDevice device) {
        return driver.read(device, Scope.ALL)
                .map(read -> (Throwable) new AssertionError(read.toString()))
                .onFailure()
                .recoverWithItem(thrown -> thrown)
                .await()
                .atMost(PATIENCE);
    }

    private static Pushed.Opened awaitOpened(AssertSubscriber<Pushed> told) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told.getItems()).isNotEmpty());
        return (Pushed.Opened) told.getItems().getFirst();
    }

    private static void awaitAvailability(
            AssertSubscriber<Pushed> told, VendorDevice device, boolean reachable, String reason) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.copyOf(told.getItems()))
                        .contains(new Pushed.Availability(device, reachable, reason)));
    }

    private static Observation awaitObserved(
            AssertSubscriber<Pushed> told, VendorDevice device, String name, Object value) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(observed(told, device))
                        .anyMatch(
                                each -> each.name().equals(name) && each.value().equals(value)));
        return observed(told, device).stream()
                .filter(each -> each.name().equals(name) && each.value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<Observation> observed(AssertSubscriber<Pushed> told, VendorDevice device) {
        return List.copyOf(told.getItems()).stream()
                .filter(Pushed.Observed.class::isInstance)
                .map(Pushed.Observed.class::cast)
                .filter(item -> item.device().equals(device))
                .flatMap(item -> item.observations().stream())
                .toList();
    }
}
