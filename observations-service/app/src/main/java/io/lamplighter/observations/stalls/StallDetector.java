package io.lamplighter.observations.stalls;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at the topic every few seconds and remembers since when nothing of what waits was stored. */
@Singleton
class StallDetector {
    private final Map<String, Object> kafka;
    private final String group;
    private final StallsConfig config;
    private final Clock clock;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stalls").factory());
    private TopicWatcher watcher;
    private volatile Backlog latest = Backlog.UNKNOWN;
    private volatile Instant stillSince;
    private boolean told;

    StallDetector(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "mp.messaging.incoming.observations-in.group.id") String group,
            StallsConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.kafka = kafka;
        this.group = group;
        this.config = config;
        this.clock = clock;
        metrics.gauge("lamplighter.observations.waiting", this, it -> it.latest.waiting());
        metrics.gauge(
                "lamplighter.observations.oldest.unstored.seconds",
                this,
                it -> it.latest.oldestAge().toMillis() / 1000.0);
        metrics.gauge("lamplighter.observations.dead.letters", this, it -> it.latest.deadLetters());
        metrics.gauge("lamplighter.observations.stalled", this, it -> it.isStalled() ? 1 : 0);
    }

    void start(@Observes StartupEvent started) {
        var pause = config.lookEvery().toMillis();
        var _ = looking.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopped) {
        var _ = looking.submit(this::close);
        looking.shutdown();
    }

    Backlog latest() {
        return latest;
    }

    /** How long nothing has been stored although something waits. */
    Duration stillFor() {
        var since = stillSince;
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    boolean isStalled() {
        return stillFor().compareTo(config.stalledAfter()) >= 0;
    }

    // Without Kafka nothing new is known: that it is gone is told by whoever sends.
    private void look() {
        try {
            if (watcher == null) {
                watcher = new TopicWatcher(kafka, group, clock, config.answerWithin());
            }
            judge(watcher.look());
        } catch (KafkaException unanswered) {
            Log.debugf("The topic cannot be looked at: %s", unanswered.getMessage());
            close();
        }
    }

    private void judge(Backlog now) {
        if (!now.standsStillSince(latest)) {
            stillSince = null;
        } else if (stillSince == null) {
            stillSince = latest.at();
        }
        latest = now;
        tell();
    }

    private void tell() {
        if (isStalled() == told) {
            return;
        }
        told = !told;
        if (told) {
            Log.errorf(
                    "Nothing is stored although %d records wait, the oldest since %s",
                    latest.waiting(), latest.oldest());
        } else {
            Log.info("Observations are stored again");
        }
    }

    private void close() {
        if (watcher != null) {
            watcher.close();
            watcher = null;
        }
    }
}
