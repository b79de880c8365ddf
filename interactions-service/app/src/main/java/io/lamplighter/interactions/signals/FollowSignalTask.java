package io.lamplighter.interactions.signals;

import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.tasks.Task;
import io.lamplighter.interactions.tasks.UndecidedException;
import io.lamplighter.interactions.tasks.Work;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Switches devices by an outside series: one way below a threshold, the other way above another, and between the two they
 * stay as they are, so that a value that wavers about a threshold does not make them flutter.
 */
@Singleton
final class FollowSignalTask implements Task {
    private final Signals signals;

    FollowSignalTask(Signals signals) {
        this.signals = signals;
    }

    @Override
    public String name() {
        return "follow_signal";
    }

    @Override
    public String description() {
        return "Switches each device by an outside series, such as the carbon intensity of the grid or a price.";
    }

    @Override
    public Map<String, Object> arguments() {
        var text = Map.of("type", "string", "minLength", 1, "maxLength", 100);
        var flag = Map.of("type", "boolean");
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "source",
                        text,
                        "below",
                        Map.of("type", "number"),
                        "above",
                        Map.of("type", "number"),
                        "whenBelow",
                        flag,
                        "name",
                        text,
                        "fallback",
                        Map.of("enum", List.of(true, false, "keep"))),
                "required",
                List.of("source", "below", "above"),
                "additionalProperties",
                true);
    }

    @Override
    public List<Violation> check(Map<String, Object> arguments) {
        var violations = new ArrayList<Violation>();
        if (arguments.get("source") instanceof String source && !signals.names().contains(source)) {
            violations.add(new Violation(
                    "arguments.source",
                    "must be one of " + signals.names() + ", which are configured as lamplighter.signals.sources"));
        }
        if (arguments.get("below") instanceof Number below
                && arguments.get("above") instanceof Number above
                && !(below.doubleValue() <= above.doubleValue())) {
            violations.add(new Violation("arguments.below", "must be at most above"));
        }
        return violations;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public boolean decides() {
        return true;
    }

    @Override
    public Uni<Work> decide(Map<String, Object> arguments) {
        return signals.now((String) arguments.get("source"))
                .map(value -> followed(arguments, value))
                .onFailure(Signals.DeadSourceException.class)
                .recoverWithUni(dead -> fallback(arguments, dead.getMessage()));
    }

    private static Work followed(Map<String, Object> arguments, double value) {
        double below = ((Number) arguments.get("below")).doubleValue();
        double above = ((Number) arguments.get("above")).doubleValue();
        boolean whenBelow = !Boolean.FALSE.equals(arguments.get("whenBelow"));
        if (value < below) {
            return set(arguments, whenBelow, value + " is below " + below + ".");
        }
        if (value > above) {
            return set(arguments, !whenBelow, value + " is above " + above + ".");
        }
        return Work.nothing(value + " is between " + below + " and " + above + ": it stays as it is.");
    }

    private static Uni<Work> fallback(Map<String, Object> arguments, String why) {
        return switch (arguments.get("fallback")) {
            case Boolean value -> Uni.createFrom().item(set(arguments, value, "The source is dead. " + why));
            case String keep -> Uni.createFrom().item(Work.nothing("The source is dead, it stays as it is. " + why));
            case null, default ->
                Uni.createFrom()
                        .failure(new UndecidedException(
                                "source_dead",
                                why + " With a fallback in the arguments the devices would be set to that."));
        };
    }

    private static Work set(Map<String, Object> arguments, boolean value, String reason) {
        return new Work("set_status", Map.of("name", arguments.getOrDefault("name", "on"), "value", value), reason);
    }
}
