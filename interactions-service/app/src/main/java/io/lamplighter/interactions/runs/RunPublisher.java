package io.lamplighter.interactions.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.interactions.api.InteractionsTopics;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.loops.Outages;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.topics.Event;
import io.lamplighter.interactions.topics.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Announces every change of a run. A row remembers which of its versions was announced; whoever holds the lock
 * announces the rest, so one run's versions come in order however many replicas there are.
 */
@Singleton
public final class RunPublisher {
    private final Database database;
    private final RunViews runs;
    private final Topic topic;
    private final ObjectMapper mapper;
    private final RunsConfig config;
    private final Clock clock;
    private final Loop loop;

    RunPublisher(
            Database database,
            RunViews runs,
            @Channel("runs-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter,
            Outages outages,
            ObjectMapper mapper,
            RunsConfig config,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.runs = runs;
        this.topic = new Topic(emitter, outages.kafka());
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Announcing runs", this::announce);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    /** Tells that runs have changed, after the change was committed. */
    public void wake() {
        loop.wake();
    }

    private Uni<Duration> announce() {
        return database.transaction(this::announceBatch)
                .map(announced -> announced.size() < config.batch() ? config.sweep() : Duration.ZERO);
    }

    private Uni<List<RunView>> announceBatch(SqlConnection connection) {
        return runs.takeUnannounced(connection, config.batch())
                .call(changed -> changed.isEmpty() ? Uni.createFrom().voidItem() : announce(connection, changed));
    }

    private Uni<Void> announce(SqlConnection connection, List<RunView> changed) {
        return topic.publish(changed.stream().map(this::event).toList())
                .chain(() -> runs.announced(connection, changed));
    }

    private Event event(RunView run) {
        try {
            return new Event(
                    run.id() + ":" + run.version(),
                    InteractionsTopics.RUN_CHANGED,
                    Clocks.now(clock),
                    run.deviceId(),
                    mapper.writeValueAsString(run));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
