package io.lamplighter.interactions.ensures;

import io.lamplighter.interactions.api.KeepValue;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.targets.Targets;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a wanted value must be, and what is left to default. */
@Singleton
final class KeepRules {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int LONGEST_TEXT = 1000;

    private final Bodies bodies;
    private final Targets targets;

    KeepRules(Bodies bodies, Targets targets) {
        this.bodies = bodies;
        this.targets = targets;
    }

    /** The request with its defaults written out; fails with a problem that tells everything that is wrong. */
    KeepValue complete(KeepValue asked) {
        var violations = new ArrayList<>(bodies.violations(asked));
        checkValue(asked, violations);
        checkBetween("atMostEvery", asked.atMostEvery(), SECOND, Duration.ofDays(1), violations);
        checkBetween("checkEvery", asked.checkEvery(), SECOND, Duration.ofDays(7), violations);
        checkBetween("timeout", asked.timeout(), Duration.ofMillis(100), Duration.ofHours(1), violations);
        Bodies.refuse(violations);
        return new KeepValue(
                asked.deviceId(),
                asked.name() == null ? "on" : asked.name(),
                asked.value() instanceof Number number ? (Object) number.doubleValue() : asked.value(),
                asked.tolerance() == null ? 0.0 : asked.tolerance(),
                asked.atMostEvery() == null ? Duration.ofSeconds(30) : asked.atMostEvery(),
                asked.checkEvery() == null ? Duration.ofMinutes(5) : asked.checkEvery(),
                asked.timeout() == null ? Duration.ofSeconds(10) : asked.timeout());
    }

    private static void checkValue(KeepValue asked, List<Violation> violations) {
        boolean good = switch (asked.value()) {
            case Boolean truth -> true;
            case String text -> text.length() <= LONGEST_TEXT;
            case Number number -> Double.isFinite(number.doubleValue());
            case null, default -> false;
        };
        if (!good) {
            violations.add(new Violation("value", "must be true, false, a finite number or a text of 1000 characters"));
        }
        if (asked.tolerance() != null && !(asked.tolerance() >= 0 && Double.isFinite(asked.tolerance()))) {
            violations.add(new Violation("tolerance", "must be at least 0"));
        }
    }

    private static void checkBetween(
            String field, Duration value, Duration least, Duration most, List<Violation> violations) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            violations.add(new Violation(field, "must be from " + least + " to " + most));
        }
    }

    /** Fails when the registry does not know the device. */
    Uni<Void> known(UUID device) {
        return targets.page(new Target(List.of(device), null), null, false)
                .invoke(page -> {
                    if (page.runs().stream().anyMatch(NewRun::ofUnknownDevice)) {
                        throw Problems.unknownDevices(
                                List.of(new Violation("deviceId", "is not known to the registry")));
                    }
                })
                .replaceWithVoid();
    }
}
