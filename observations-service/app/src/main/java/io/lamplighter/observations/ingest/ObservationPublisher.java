package io.lamplighter.observations.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationsTopics;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.topics.RecordSender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes what a request sent to the topic, as few records for each device as fit, in the order of the request. */
@ApplicationScoped
class ObservationPublisher {
    private static final byte[] VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] TYPE = ObservationsTopics.OBSERVED.getBytes(UTF_8);
    private static final byte[] SOURCE = "/observations-service".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);
    private static final int BYTES_WITHOUT_TEXT = 220;
    private static final int BYTES_OF_A_CHARACTER = 6;

    private final RecordSender sender;
    private final ObjectWriter writer;
    private final Clock clock;
    private final IngestConfig config;
    private final Counter accepted;

    ObservationPublisher(
            RecordSender sender, ObjectMapper json, Clock clock, IngestConfig config, MeterRegistry metrics) {
        this.sender = sender;
        this.writer = json.writerFor(DeviceObservations.class);
        this.clock = clock;
        this.config = config;
        this.accepted = metrics.counter("lamplighter.observations.accepted");
    }

    /** Succeeds when Kafka has acknowledged all of it, else fails with {@link NotAcknowledgedException}. */
    Uni<Void> publish(List<Sent> sent) {
        var sending = Uni.createFrom().deferred(() -> sender.send(records(sent)));
        return (Context.isOnEventLoopThread()
                        ? sending.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        : sending)
                .onFailure()
                .transform(NotAcknowledgedException::new)
                .invoke(() -> accepted.increment(sent.size()));
    }

    private List<ProducerRecord<byte[], byte[]>> records(List<Sent> sent) {
        var time = clock.instant().truncatedTo(ChronoUnit.MICROS).toString().getBytes(UTF_8);
        return parts(sent).stream().map(part -> record(part, time)).toList();
    }

    private List<DeviceObservations> parts(List<Sent> sent) {
        var full = new ArrayList<DeviceObservations>();
        var open = new LinkedHashMap<UUID, Part>();
        for (var each : sent) {
            var part = open.computeIfAbsent(each.deviceId(), id -> new Part());
            if (!part.takes(each.observation())) {
                full.add(part.of(each.deviceId()));
                part = new Part();
                open.put(each.deviceId(), part);
            }
            part.add(each.observation());
        }
        open.forEach((id, part) -> full.add(part.of(id)));
        return full;
    }

    private ProducerRecord<byte[], byte[]> record(DeviceObservations observations, byte[] time) {
        var key = observations.deviceId().toString().getBytes(UTF_8);
        var headers = new RecordHeaders();
        headers.add("ce_specversion", VERSION);
        headers.add("ce_id", UuidCreator.getTimeOrderedEpoch().toString().getBytes(UTF_8));
        headers.add("ce_type", TYPE);
        headers.add("ce_source", SOURCE);
        headers.add("ce_time", time);
        headers.add("ce_subject", key);
        headers.add("content-type", JSON);
        return new ProducerRecord<>(ObservationsTopics.OBSERVATIONS, null, key, bytes(observations), headers);
    }

    private byte[] bytes(DeviceObservations observations) {
        try {
            return writer.writeValueAsBytes(observations);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Part {
        private final List<Observation> observations = new ArrayList<>();
        private int bytes;

        boolean takes(Observation observation) {
            return observations.isEmpty()
                    || (observations.size() < config.observationsPerRecord()
                            && bytes + size(observation) <= config.bytesPerRecord());
        }

        void add(Observation observation) {
            observations.add(observation);
            bytes += size(observation);
        }

        DeviceObservations of(UUID deviceId) {
            return new DeviceObservations(deviceId, observations);
        }

        private static int size(Observation observation) {
            return observation instanceof Status status && status.value() instanceof String text
                    ? BYTES_WITHOUT_TEXT + BYTES_OF_A_CHARACTER * text.length()
                    : BYTES_WITHOUT_TEXT;
        }
    }
}
