package io.lamplighter.devices.announcements;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows whether Kafka takes announcements. The registry is ready either way: it announces later what it cannot now. */
@Readiness
class AnnouncementsCheck implements HealthCheck {
    private final Announcer announcer;

    AnnouncementsCheck(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("announcements")
                .up()
                .withData("kafkaReachable", announcer.isKafkaReachable())
                .build();
    }
}
