package io.lamplighter.interactions.runs;

import io.lamplighter.interactions.interactions.Closer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** What follows when runs have ended: they are counted and announced, and interactions whose last ones they were end. */
@Singleton
final class RunEndings {
    private final Closer closer;
    private final RunPublisher announcer;
    private final MeterRegistry meters;

    RunEndings(Closer closer, RunPublisher announcer, MeterRegistry meters) {
        this.closer = closer;
        this.announcer = announcer;
        this.meters = meters;
    }

    /** Never fails: what could not be closed now is found by the closer's own sweep. */
    Uni<Void> follow(List<EndedRun> ended) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        ended.forEach(run ->
                meters.counter("lamplighter.runs.ended", "state", run.state()).increment());
        announcer.wake();
        var interactions =
                ended.stream().map(EndedRun::interactionId).distinct().toList();
        return closer.close(interactions).onFailure().recoverWithNull().replaceWithVoid();
    }
}
