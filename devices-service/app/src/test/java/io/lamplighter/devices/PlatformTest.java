package io.lamplighter.devices;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.lamplighter.devices.announcements.AnnouncementsConfig;
import io.lamplighter.devices.registry.RegistryConfig;
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
    void keepsTheNamesAndDefaultsOfItsSettings() {
        var unset = new SmallRyeConfigBuilder()
                .withMapping(RegistryConfig.class)
                .withMapping(AnnouncementsConfig.class)
                .build();
        assertThat(unset.getConfigMapping(RegistryConfig.class).types()).isEmpty();
        assertThat(unset.getConfigMapping(RegistryConfig.class).timeLimit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(unset.getConfigMapping(AnnouncementsConfig.class).sweepInterval())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(unset.getConfigMapping(AnnouncementsConfig.class).batchSize())
                .isEqualTo(200);
        assertThat(unset.getConfigMapping(AnnouncementsConfig.class).timeLimit())
                .isEqualTo(Duration.ofSeconds(25));

        var set = new SmallRyeConfigBuilder()
                .withDefaultValues(Map.of(
                        "lamplighter.registry.types", "plug,lamp",
                        "lamplighter.registry.time-limit", "PT1S",
                        "lamplighter.announcements.sweep-interval", "PT2S",
                        "lamplighter.announcements.batch-size", "3",
                        "lamplighter.announcements.time-limit", "PT4S"))
                .withMapping(RegistryConfig.class)
                .withMapping(AnnouncementsConfig.class)
                .build();
        assertThat(set.getConfigMapping(RegistryConfig.class).types()).contains(List.of("plug", "lamp"));
        assertThat(set.getConfigMapping(RegistryConfig.class).timeLimit()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.getConfigMapping(AnnouncementsConfig.class).sweepInterval())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(set.getConfigMapping(AnnouncementsConfig.class).batchSize()).isEqualTo(3);
        assertThat(set.getConfigMapping(AnnouncementsConfig.class).timeLimit()).isEqualTo(Duration.ofSeconds(4));
    }
}
