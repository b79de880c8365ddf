package io.lamplighter.interactions.runs;

import io.lamplighter.interactions.interactions.Closer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.List;

/** What follows when runs have ended: they are counted and announced, and interactions whose last ones they were end. */
@Singleton
public final class RunEndings {
    private final Closer closer;
    private final RunPublisher announcer;
    private final Event<RetriesWaiting> retries;
    private final Event<RunsEnded> told;
    private final MeterRegistry meters;

    RunEndings(
            Closer closer,
            RunPublisher announcer,
            Event<RetriesWaiting> retries,
            Event<RunsEnded> told,
            MeterRegistry meters) {
        this.retries = retries;
        this.told = told;
        this.closer = closer;
        this.announcer = announcer;
        this.meters = meters;
    }

    /** Never fails: what could not be closed now is found by the closer's own sweep. */
    public Uni<Void> follow(List<EndedRun> settled) {
        if (settled.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        announcer.wake();
        var ended = settled.stream().filter(EndedRun::hasEnded).toList();
        if (ended.size() < settled.size()) {
            meters.counter("lamplighter.runs.retried").increment(settled.size() - ended.size());
            retries.fire(new RetriesWaiting());
        }
        ended.forEach(run ->
                meters.counter("lamplighter.runs.ended", "state", run.state()).increment());
        told.fire(new RunsEnded());
        var interactions =
                ended.stream().map(EndedRun::interactionId).distinct().toList();
        return closer.close(interactions).onFailure().recoverWithNull().replaceWithVoid();
    }
}
