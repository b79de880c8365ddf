package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

    @ParameterizedTest
    @CsvSource({
        "/, vendor-gateway",
        "/feed, vendor-gateway",
        "/api/vendors, vendor-gateway",
        "/api/devices, devices-service",
        "/api/devices/0190, devices-service",
        "/api/devices/import, devices-service",
        "/api/groups/cold-rooms, devices-service",
        "/api/devicesque, vendor-gateway",
        "/api/observations/latest, observations-service",
        "/graphql, observations-service",
        "/api/interactions, interactions-service",
        "/api/runs, interactions-service",
        "/api/schedules/x/run, interactions-service",
        "/api/tasks, interactions-service",
        "/api/ensures, interactions-service"
    })
    void sendsEachPathToTheServiceThatOwnsIt(String path, String service) {
        assertThat(Route.of(path).service()).isEqualTo(service);
    }
}
