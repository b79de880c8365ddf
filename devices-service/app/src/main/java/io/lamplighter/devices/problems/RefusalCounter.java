package io.lamplighter.devices.problems;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts what is refused, by the kind of problem. */
class RefusalCounter {
    private final MeterRegistry meters;

    RefusalCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    @ServerResponseFilter
    void count(ContainerResponseContext answer) {
        if (answer.getEntity() instanceof HttpProblem problem) {
            meters.counter("lamplighter_refusals", "problem", String.valueOf(problem.getType()))
                    .increment();
        }
    }
}
