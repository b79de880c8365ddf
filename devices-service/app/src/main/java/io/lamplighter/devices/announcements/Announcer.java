package io.lamplighter.devices.announcements;

import io.lamplighter.devices.registry.DevicesChanged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Announces what is not announced: when told that something changed, and every second in case that nobody could tell
 * (a crash after the commit, plain SQL, a dead Kafka). One turn at a time; who asks during a turn gets another one.
 */
@ApplicationScoped
class Announcer {
    private final AnnouncementLedger ledger;
    private final DevicePublisher publisher;
    private final AnnouncementsConfig config;
    private final Counter published;
    private final AtomicLong wishes = new AtomicLong();
    private final Outage kafka = new Outage("Kafka does not answer: changes of devices are kept and announced later");
    private final Outage database = new Outage("PostgreSQL does not answer: requests are refused until it is back");

    Announcer(AnnouncementLedger ledger, DevicePublisher publisher, AnnouncementsConfig config, MeterRegistry meters) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.config = config;
        published = meters.counter("lamplighter_announcements");
    }

    void onChange(@Observes DevicesChanged change) {
        announce();
    }

    @Scheduled(every = "${lamplighter.announcements.sweep-interval:PT1S}")
    void sweep() {
        announce();
    }

    boolean isKafkaReachable() {
        return !kafka.isOn();
    }

    private void announce() {
        if (wishes.getAndIncrement() == 0) {
            takeTurn();
        }
    }

    private void takeTurn() {
        var heard = wishes.get();
        // While Kafka is dead one change is enough to find out whether it is back.
        var most = kafka.isOn() ? 1 : config.batchSize();
        ledger.settle(most, this::publish)
                .ifNoItem()
                .after(config.timeLimit())
                .fail()
                .subscribe()
                .with(settled -> endTurn(heard, settled == most), this::failTurn);
    }

    private void endTurn(long heard, boolean isMoreLikely) {
        database.end();
        if (!kafka.isOn() && (isMoreLikely || !wishes.compareAndSet(heard, 0))) {
            takeTurn();
        } else {
            wishes.set(0);
        }
    }

    private void failTurn(Throwable failure) {
        database.begin(failure);
        wishes.set(0);
    }

    private Uni<List<DeviceChange>> publish(List<DeviceChange> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(changes);
        }
        return publisher.publish(changes).map(this::note);
    }

    private List<DeviceChange> note(Published outcome) {
        if (outcome.failure() == null) {
            kafka.end();
        } else {
            kafka.begin(outcome.failure());
        }
        published.increment(outcome.changes().size());
        return outcome.changes();
    }
}
