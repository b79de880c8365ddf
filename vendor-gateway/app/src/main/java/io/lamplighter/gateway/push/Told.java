package io.lamplighter.gateway.push;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.gateway.commands.ResultPublisher;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes in what a vendor told of a device. */
@Singleton
class Told {
    private static final Duration FUTURE = Duration.ofMinutes(5);

    private final ResultPublisher publisher;
    private final VendorHealth health;
    private final Clock clock;

    Told(ResultPublisher publisher, VendorHealth health, Clock clock) {
        this.publisher = publisher;
        this.health = health;
        this.clock = clock;
    }

    /** Answers once Kafka has it; what cannot be stored is told of the device and left out. */
    Uni<Void> observed(DeviceView device, List<Observation> observations) {
        var latest = clock.instant().plus(FUTURE);
        if (observations.stream().anyMatch(observation -> observation.validAt().isAfter(latest))) {
            broken(device, new DriverException.ProtocolViolation("the vendor tells of the future", null));
            return Uni.createFrom().voidItem();
        }
        health.answered(device);
        return publisher
                .publishObservations(
                        device.id(), UuidCreator.getTimeOrderedEpoch().toString(), observations)
                .onFailure(DriverException.ProtocolViolation.class)
                .invoke(failure -> broken(device, failure))
                .onFailure(DriverException.ProtocolViolation.class)
                .recoverWithNull();
    }

    void available(DeviceView device, boolean reachable, String reason) {
        if (reachable) {
            health.answered(device);
        } else {
            health.failed(device, "unreachable", new DriverException.Unreachable(reason, (Throwable) null));
        }
    }

    private void broken(DeviceView device, DriverException failure) {
        Log.debugf("what was told is left out: deviceId=%s: %s", device.id(), failure.getMessage());
        health.failed(device, "protocol_violation", failure);
    }
}
