package io.lamplighter.interactions.runs;

import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Outages;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Ends runs by what the gateway answers. A batch is acknowledged when it is stored, however long the database is away. */
@Singleton
class ResultListener {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(3);

    private final RunSettlement runs;
    private final RunEndings endings;
    private final ResultReader reader;
    private final Topic deadLetters;
    private final MeterRegistry meters;
    private final Clock clock;

    ResultListener(
            RunSettlement runs,
            RunEndings endings,
            ResultReader reader,
            @Channel("results-dead-letter-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<byte[]> emitter,
            Outages outages,
            MeterRegistry meters,
            Clock clock) {
        this.runs = runs;
        this.endings = endings;
        this.reader = reader;
        this.deadLetters = new Topic(emitter, outages.kafka());
        this.meters = meters;
        this.clock = clock;
    }

    @Incoming("results-in")
    Uni<Void> listen(ConsumerRecords<String, byte[]> batch) {
        var readable = new LinkedHashMap<UUID, Result.Answer>();
        var unreadable = new ArrayList<Result.Unreadable>();
        int answers = 0;
        for (var source : batch) {
            switch (reader.read(source)) {
                case Result.Answer result -> {
                    answers++;
                    readable.merge(result.answer().runId(), result, Result::later);
                }
                case Result.Unreadable result -> unreadable.add(result);
            }
        }
        skip(answers - readable.size());
        return store(List.copyOf(readable.values())).chain(() -> bury(unreadable));
    }

    private Uni<Void> store(List<Result.Answer> results) {
        if (results.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = new JsonArray(results.stream().map(Result.Answer::row).toList());
        return Uni.createFrom()
                .deferred(() -> runs.settle(rows, Clocks.now(clock)))
                .onFailure(UnavailableException.class)
                .retry()
                .withBackOff(FIRST_BACKOFF, LONGEST_BACKOFF)
                .indefinitely()
                .invoke(ended -> skip(results.size() - ended.size()))
                .chain(endings::follow)
                .onFailure()
                .recoverWithUni(refused -> isolate(results, refused));
    }

    /** One result that cannot be stored must not keep the others from it: halves until it is alone. */
    private Uni<Void> isolate(List<Result.Answer> results, Throwable refused) {
        if (results.size() == 1) {
            return bury(List.of(
                    new Result.Unreadable(results.getFirst().source(), "cannot be stored: " + refused.getMessage())));
        }
        int half = results.size() / 2;
        return store(results.subList(0, half)).chain(() -> store(results.subList(half, results.size())));
    }

    private Uni<Void> bury(List<Result.Unreadable> unreadable) {
        return Multi.createFrom()
                .iterable(unreadable)
                .onItem()
                .transformToUniAndConcatenate(this::bury)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> bury(Result.Unreadable unreadable) {
        meters.counter("lamplighter.results.dead.lettered").increment();
        return Uni.createFrom()
                .deferred(() -> deadLetters.send(unreadable.deadLetter()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACKOFF, LONGEST_BACKOFF)
                .indefinitely();
    }

    private void skip(int count) {
        if (count > 0) {
            meters.counter("lamplighter.results.skipped").increment(count);
        }
    }
}
