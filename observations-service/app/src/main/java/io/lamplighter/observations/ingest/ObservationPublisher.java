package io.lamplighter.observations.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.observations.api.ObservationsTopics;
import io.lamplighter.observations.topics.RecordSender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes what a request sent to the topic, as few records for each device as fit, in the order of the request. */
@Singleton
class ObservationPublisher {
    private static final byte[] VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] TYPE = ObservationsTopics.OBSERVED.getBytes(UTF_8);
    private static final byte[] SOURCE = "/observations-service".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    private final RecordSender sender;
    private final Clock clock;
    private final IngestConfig config;
    private final Counter accepted;

    ObservationPublisher(RecordSender sender, Clock clock, IngestConfig config, MeterRegistry metrics) {
        this.sender = sender;
        this.clock = clock;
        this.config = config;
        this.accepted = metrics.counter("lamplighter.observations.accepted");
    }

    /** Succeeds when Kafka has acknowledged all of it, else fails with {@link NotAcknowledgedException}. */
    Uni<Void> publish(List<Addressed> sent) {
        var sending = Uni.createFrom().deferred(() -> sender.send(records(sent)));
        return (Context.isOnEventLoopThread()
                        ? sending.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        : sending)
                .onFailure()
                .transform(NotAcknowledgedException::new)
                .invoke(() -> accepted.increment(sent.size()));
    }

    private List<ProducerRecord<byte[], byte[]>> records(List<Addressed> sent) {
        var time = clock.instant().truncatedTo(ChronoUnit.MICROS).toString().getBytes(UTF_8);
        return parts(sent).stream().map(part -> record(part, time)).toList();
    }

    private List<RecordWriter> parts(List<Addressed> sent) {
        var full = new ArrayList<RecordWriter>();
        var open = new LinkedHashMap<UUID, RecordWriter>();
        for (var each : sent) {
            var part = open.computeIfAbsent(each.deviceId(), this::part);
            if (!part.takes(each.observation())) {
                full.add(part);
                part = part(each.deviceId());
                open.put(each.deviceId(), part);
            }
            part.add(each.observation());
        }
        full.addAll(open.values());
        return full;
    }

    private RecordWriter part(UUID device) {
        return new RecordWriter(device, config.observationsPerRecord(), config.bytesPerRecord());
    }

    private ProducerRecord<byte[], byte[]> record(RecordWriter part, byte[] time) {
        var key = part.deviceId().toString().getBytes(UTF_8);
        var headers = new RecordHeaders();
        headers.add("ce_specversion", VERSION);
        headers.add("ce_id", UuidCreator.getTimeOrderedEpoch().toString().getBytes(UTF_8));
        headers.add("ce_type", TYPE);
        headers.add("ce_source", SOURCE);
        headers.add("ce_time", time);
        headers.add("ce_subject", key);
        headers.add("content-type", JSON);
        return new ProducerRecord<>(ObservationsTopics.OBSERVATIONS, null, key, part.bytes(), headers);
    }
}
