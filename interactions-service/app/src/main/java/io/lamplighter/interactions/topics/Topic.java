package io.lamplighter.interactions.topics;

import io.lamplighter.interactions.loops.Outage;
import io.lamplighter.interactions.loops.UnavailableException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A topic to write to. */
public final class Topic {
    private static final int IN_FLIGHT = 1024;
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final MutinyEmitter<byte[]> emitter;
    private final Outage outage;

    public Topic(MutinyEmitter<byte[]> emitter, Outage outage) {
        this.emitter = emitter;
        this.outage = outage;
    }

    /**
     * Ends when Kafka has acknowledged every event, in the order given; fails with {@link UnavailableException} when one
     * is not (some may be on the topic then). While an outage lasts, the first event goes alone to find out.
     */
    public Uni<Void> publish(List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var messages = events.stream().map(Event::message).toList();
        return outage.lasts() ? send(messages.getFirst()).chain(() -> all(messages)) : all(messages);
    }

    public Uni<Void> send(Message<byte[]> message) {
        return all(List.of(message));
    }

    private Uni<Void> all(List<Message<byte[]>> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUni(emitter::sendMessage)
                .merge(IN_FLIGHT)
                .collect()
                .last()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(outage::end)
                .onFailure()
                .invoke(outage::begin)
                .onFailure()
                .transform(failure -> new UnavailableException("kafka", failure))
                .replaceWithVoid();
    }
}
