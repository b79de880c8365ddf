package io.lamplighter.observations.stalls;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Down while observations wait and none is stored. Not a part of readiness: a replica that cannot store answers
 * questions all the same.
 */
@Wellness
@Singleton
class StallCheck implements HealthCheck {
    private final StallDetector detector;

    StallCheck(StallDetector detector) {
        this.detector = detector;
    }

    @Override
    public HealthCheckResponse call() {
        var backlog = detector.latest();
        return HealthCheckResponse.named("observations are stored")
                .status(!detector.isStalled())
                .withData("waiting", backlog.waiting())
                .withData("oldestUnstoredSeconds", backlog.oldestAge().toSeconds())
                .withData("standingStillSeconds", detector.stillFor().toSeconds())
                .withData("deadLetters", backlog.deadLetters())
                .build();
    }
}
