package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of this driver share: a driver whose clock they set, and a device. */
abstract class WotTest {
    final Vertx vertx = Vertx.vertx();
    private volatile Instant now = Instant.parse("2026-11-21T02:30:00Z");
    WotDriver driver;
    StubThing stub;

    @BeforeEach
    void start() {
        driver = new WotDriver(vertx, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        stub = new StubThing(vertx);
    }

    @AfterEach
    void stop() {
        driver.close();
        stub.close();
        Servient.await(vertx.close());
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Map<String, String> read() {
        return shown(awaited(driver.read(stub.device(), Scope.ALL)));
    }

    Map<String, String> set(String name, Object value) {
        return shown(awaited(driver.set(stub.device(), new Setting(name, value))));
    }

    DriverException readFailure(VendorDevice device) {
        return failure(driver.read(device, Scope.ALL));
    }

    DriverException setFailure(String name, Object value) {
        return failure(driver.set(stub.device(), new Setting(name, value)));
    }

    /** Values by name, numbers with their units. */
    static Map<String, String> shown(List<Observation> observations) {
        var shown = new LinkedHashMap<String, String>();
        for (var observation : observations) {
            shown.put(
                    observation.name(),
                    switch (observation) {
                        case Observation.Attribute it -> it.number() + " " + it.units();
                        case Observation.Status it -> it.value().toString();
                    });
        }
        assertThat(shown).hasSameSizeAs(observations);
        return shown;
    }

    static DriverException failure(Uni<?> call) {
        var failure = awaited(call.map(answer -> (Throwable) new AssertionError("it answered " + answer))
                .onFailure()
                .recoverWithItem(thrown -> thrown));
        assertThat(failure).isInstanceOf(DriverException.class);
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("Exception", "java.");
        return (DriverException) failure;
    }

    static <T> T awaited(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(30));
    }
}
