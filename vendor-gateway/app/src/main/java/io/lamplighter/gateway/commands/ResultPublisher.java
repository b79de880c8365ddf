package io.lamplighter.gateway.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.topics.CloudEvent;
import io.lamplighter.gateway.topics.OutageLog;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.ObservationsTopics;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Puts what was observed and how it went on their topics; answers when Kafka has it, however long that takes. */
@ApplicationScoped
public class ResultPublisher {
    private static final int BUFFER = 16_384;

    private final MutinyEmitter<byte[]> observationsOut;
    private final MutinyEmitter<byte[]> resultsOut;
    private final ObjectMapper json;
    private final Clock clock;
    private final OutageLog outage = new OutageLog("Kafka (results)");

    ResultPublisher(
            @Channel("observations-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    MutinyEmitter<byte[]> observationsOut,
            @Channel("results-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    MutinyEmitter<byte[]> resultsOut,
            ObjectMapper json,
            Clock clock) {
        this.observationsOut = observationsOut;
        this.resultsOut = resultsOut;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Puts observations on their topic.
     *
     * @param attempt what observed them: an attempt of a run, or any id of its own
     * @return fails with {@link DriverException.ProtocolViolation} when they cannot be stored
     */
    public Uni<Void> publishObservations(UUID deviceId, String attempt, List<Observation> observations) {
        if (observations.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var event = new CloudEvent(
                ObservationsTopics.OBSERVED, attempt + ":observations", clock.instant(), deviceId, Map.of());
        return Uni.createFrom()
                .item(() -> bytes(new DeviceObservations(deviceId, stored(observations))))
                .chain(value -> send(observationsOut, event, value))
                .onFailure(IllegalArgumentException.class)
                .transform(invalid -> new DriverException.ProtocolViolation(invalid.getMessage(), invalid))
                .onFailure(RecordTooLargeException.class)
                .transform(large -> new DriverException.ProtocolViolation("the device tells too much at once", large));
    }

    private static List<io.lamplighter.observations.api.Observation> stored(List<Observation> observations) {
        return observations.stream().map(ObservationRules::stored).toList();
    }

    byte[] bytes(CommandResult result) {
        return bytes((Object) result);
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @param attempt names the attempt of the run, the same for a repeat */
    Uni<Void> publishResult(String attempt, UUID deviceId, String task, byte[] result) {
        var event = new CloudEvent(
                GatewayTopics.COMMAND_ANSWERED,
                attempt,
                clock.instant(),
                deviceId,
                Map.of("task", task.length() > 100 ? task.substring(0, 100) : task));
        return send(resultsOut, event, result);
    }

    private Uni<Void> send(MutinyEmitter<byte[]> channel, CloudEvent event, byte[] value) {
        return Uni.createFrom()
                .deferred(() -> channel.sendMessage(Message.of(value).addMetadata(event.metadata())))
                .invoke(outage::ended)
                .onFailure(ResultPublisher::isTransient)
                .invoke(failure -> outage.begun(failure.getMessage()))
                .onFailure(ResultPublisher::isTransient)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private static boolean isTransient(Throwable failure) {
        return !(failure instanceof RecordTooLargeException);
    }
}
