package io.lamplighter.observations.ingest;

import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.problems.Violations;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Set;

/** Counts what was refused, by the member that was wrong. */
@Singleton
class Refusals {
    private static final Set<String> MEMBERS =
            Set.of("deviceId", "vendor", "vendorIds", "name", "value", "values", "units", "validAt");

    private final MeterRegistry metrics;

    Refusals(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(Violations violations) {
        for (var each : violations.all()) {
            metrics.counter("lamplighter.observations.refused", "reason", reason(each))
                    .increment();
        }
    }

    // Never what a caller has made up: each reason is a series of its own.
    private static String reason(Violation violation) {
        var field = violation.field().replaceAll("\\[\\d+]", "");
        var member = field.substring(field.indexOf('.') + 1);
        return MEMBERS.contains(member) ? member : "body";
    }
}
