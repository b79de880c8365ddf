package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.Rejected;
import io.lamplighter.driver.DriverException.Unreachable;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real servient: what it describes, and how it behaves. */
class NodeWotTest extends WotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Account ACCOUNT = StubThing.account(Map.of("user", "me", "password", "secret"));
    private static NodeServient servient;

    @BeforeAll
    static void startServient() throws IOException, InterruptedException {
        servient = NodeServient.start();
    }

    @AfterAll
    static void stopServient() throws IOException, InterruptedException {
        if (servient != null) {
            servient.stop();
        }
    }

    private static VendorDevice lamp(Account account) {
        return new VendorDevice(account, Map.of("td", servient.url()));
    }

    private Map<String, String> readLamp() {
        return shown(awaited(driver.read(lamp(ACCOUNT), Scope.ALL)));
    }

    private Map<String, String> setLamp(String name, Object value) {
        return shown(awaited(driver.set(lamp(ACCOUNT), new Setting(name, value))));
    }

    @Test
    void findsAndReadsIt() {
        var found = driver.discover(ACCOUNT, servient.url())
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(found).singleElement().satisfies(device -> {
            assertThat(device.name()).isEqualTo("Test Lamp");
            assertThat(device.type()).isEqualTo("light");
            assertThat(device.vendorIds()).isEqualTo(Map.of("td", servient.url()));
        });
        assertThat(readLamp().keySet())
                .containsExactly(
                        "on",
                        "brightness",
                        "count",
                        "climate_air_temperature",
                        "climate_mode",
                        "resource_water",
                        "resource_milk");
        assertThat(readLamp())
                .containsEntry("climate_air_temperature", "20.5 Cel")
                .containsEntry("resource_milk", "20.0 %");
    }

    @Test
    void setsPropertiesAndReadsThemBack() {
        for (var value : List.of(true, false, true)) {
            assertThat(setLamp("on", value)).containsExactly(Map.entry("on", value.toString()));
        }
        assertThat(setLamp("brightness", 55.5)).containsEntry("brightness", "55.5 %");
        assertThat(setLamp("climate_mode", "party"))
                .containsEntry("climate_mode", "party")
                .containsEntry("climate_air_temperature", "20.5 Cel");
        assertThat(failure(driver.set(lamp(ACCOUNT), new Setting("brightness", 101))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void invokesActions() {
        var before = readLamp().get("on");

        assertThat(setLamp("toggle", true).get("on")).isNotEqualTo(before);
        assertThat(setLamp("fade", "{\"level\":12,\"seconds\":1}")).containsEntry("brightness", "12.0 %");
        var added = setLamp("add", 5);
        assertThat(added.get("count")).isEqualTo(added.get("add_output"));
    }

    @Test
    void hearsOfPropertiesAndEvents() {
        var told = driver.subscribe(ACCOUNT, Watched.only(Set.of(lamp(ACCOUNT))))
                .subscribe()
                .withSubscriber(AssertSubscriber.<Pushed>create(Long.MAX_VALUE));
        await().atMost(PATIENCE).until(() -> told.getItems().contains(new Pushed.Opened(false)));

        for (var count : List.of(71, 72)) {
            heard(told, "count " + count, "count", (double) count);
        }
        for (var hit : List.of("left", "right")) {
            heard(told, "hit " + hit, "hit", hit);
        }
        told.cancel();
    }

    /** Between two long polls a servient tells nobody, so it happens until it is heard. */
    private static void heard(AssertSubscriber<Pushed> told, String order, String name, Object value) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            servient.order(order);
            assertThat(told.getFailure()).isNull();
            assertThat(List.copyOf(told.getItems()))
                    .filteredOn(Pushed.Observed.class::isInstance)
                    .flatExtracting(item -> ((Pushed.Observed) item).observations())
                    .anyMatch(each -> each.name().equals(name) && each.value().equals(value));
        });
    }

    @Test
    void refusesWrongCredentialsAndUnknownThings() {
        var wrong = StubThing.account(Map.of("user", "me", "password", "guess"));

        assertThat(readFailure(lamp(wrong)))
                .isInstanceOf(AuthenticationFailed.class)
                .hasMessageNotContaining("guess");
        assertThat(readFailure(new VendorDevice(ACCOUNT, Map.of("td", servient.url() + "-2"))))
                .isInstanceOf(Rejected.class);
        assertThat(readFailure(new VendorDevice(ACCOUNT, Map.of("td", "http://127.0.0.1:1/"))))
                .isInstanceOf(Unreachable.class);
    }
}
