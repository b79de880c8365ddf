package io.lamplighter.devices;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.lamplighter.devices.announcements.AnnouncementsConfig;
import io.lamplighter.devices.idempotency.IdempotencyConfig;
import io.lamplighter.devices.registry.RegistryConfig;
import io.lamplighter.devices.search.SearchConfig;
import io.lamplighter.devices.versions.VersionsConfig;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class PlatformTest {

    @Test
    void answersForItsHealth() {
        given().get("/q/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItems("announcements"));
    }

    @Test
    void describesItself() {
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/api/devices/{id}:"))
                .body(containsString("name: vendorId"));
    }

    @Test
    void showsItsMetrics() {
        var _ = Devices.register(Devices.plug());

        given().get("/q/metrics").then().statusCode(200).body(containsString("lamplighter_announcements_total"));
    }

    @Test
    void keepsTheDefaultsOfItsSettings() {
        var registry = settings(Map.of(), RegistryConfig.class);
        assertThat(registry.types()).isEmpty();
        assertThat(registry.timeLimit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings(Map.of(), VersionsConfig.class).requireIfMatch()).isFalse();
        var announcements = settings(Map.of(), AnnouncementsConfig.class);
        assertThat(announcements.sweepInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(announcements.batchSize()).isEqualTo(1000);
        assertThat(announcements.timeLimit()).isEqualTo(Duration.ofSeconds(25));
        var search = settings(Map.of(), SearchConfig.class);
        assertThat(search.countLimit()).isEqualTo(100_000);
        assertThat(search.streamBatch()).isEqualTo(10_000);
        assertThat(search.streamPatience()).isEqualTo(Duration.ofSeconds(30));
        var idempotency = settings(Map.of(), IdempotencyConfig.class);
        assertThat(idempotency.keep()).isEqualTo(Duration.ofDays(1));
        assertThat(idempotency.cleanUpInterval()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void keepsTheNamesOfItsSettings() {
        var registry = settings(
                Map.of("lamplighter.registry.types", "plug,lamp", "lamplighter.registry.time-limit", "PT1S"),
                RegistryConfig.class);
        assertThat(registry.types()).contains(List.of("plug", "lamp"));
        assertThat(registry.timeLimit()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings(Map.of("lamplighter.registry.require-if-match", "true"), VersionsConfig.class)
                        .requireIfMatch())
                .isTrue();
        var announcements = settings(
                Map.of(
                        "lamplighter.announcements.sweep-interval", "PT2S",
                        "lamplighter.announcements.batch-size", "3",
                        "lamplighter.announcements.time-limit", "PT4S"),
                AnnouncementsConfig.class);
        assertThat(announcements.sweepInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(announcements.batchSize()).isEqualTo(3);
        assertThat(announcements.timeLimit()).isEqualTo(Duration.ofSeconds(4));
        var search = settings(
                Map.of(
                        "lamplighter.search.count-limit", "1",
                        "lamplighter.search.stream-batch", "2",
                        "lamplighter.search.stream-patience", "PT3S"),
                SearchConfig.class);
        assertThat(search.countLimit()).isEqualTo(1);
        assertThat(search.streamBatch()).isEqualTo(2);
        assertThat(search.streamPatience()).isEqualTo(Duration.ofSeconds(3));
        var idempotency = settings(
                Map.of("lamplighter.idempotency.keep", "PT1H", "lamplighter.idempotency.clean-up-interval", "PT2M"),
                IdempotencyConfig.class);
        assertThat(idempotency.keep()).isEqualTo(Duration.ofHours(1));
        assertThat(idempotency.cleanUpInterval()).isEqualTo(Duration.ofMinutes(2));
    }

    private static <T> T settings(Map<String, String> values, Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(values)
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
