package io.lamplighter.gateway.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.Attendance;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.topics.CloudEvent;
import io.quarkus.logging.Log;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Tells the other replicas; what is lost is said again when Kafka is back, see {@link PresenceBoard}. */
@ApplicationScoped
class AttendancePublisher {
    private final MutinyEmitter<Record<String, byte[]>> watchers;
    private final ObjectMapper json;

    AttendancePublisher(
            @Channel("watchers-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 20_000)
                    MutinyEmitter<Record<String, byte[]>> watchers,
            ObjectMapper json) {
        this.watchers = watchers;
        this.json = json;
    }

    /** @param lost done when the record did not get there */
    void publish(Attendance attendance, Runnable lost) {
        send(key(attendance.replica(), attendance.socket()), bytes(attendance), attendance.at(), lost);
    }

    /** Nobody is there any more. */
    void forget(UUID replica, String socket, Instant at, Runnable lost) {
        send(key(replica, socket), null, at, lost);
    }

    private void send(String key, byte[] value, Instant at, Runnable lost) {
        var event = new CloudEvent(GatewayTopics.ATTENDANCE_CHANGED, key + ":" + at, at, null, Map.of());
        var message = Message.of(Record.of(key, value)).addMetadata(event.metadata(key));
        try {
            watchers.sendMessage(message).subscribe().with(sent -> {}, failure -> {
                Log.debugf("attendance is not told: %s", failure.getMessage());
                lost.run();
            });
        } catch (IllegalStateException full) {
            Log.debugf("attendance is not told: %s", full.getMessage());
            lost.run();
        }
    }

    static String key(UUID replica, String socket) {
        return socket == null ? replica.toString() : replica + "/" + socket;
    }

    private byte[] bytes(Attendance attendance) {
        try {
            return json.writeValueAsBytes(attendance);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
