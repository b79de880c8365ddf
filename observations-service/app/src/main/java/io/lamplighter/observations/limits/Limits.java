package io.lamplighter.observations.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.observations.units.Units;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The declared limits by name; which rule fits is looked up once for each name and remembered. */
@Singleton
public class Limits {
    private static final int REMEMBERED = 10_000;
    private static final Pattern NAMES = Pattern.compile("[a-z0-9_*]+");

    private final List<Rule> rules = new ArrayList<>();
    private final Cache<String, Limit> byName =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Rule(Pattern names, Limit limit) {}

    Limits(LimitsConfig config, Units units) {
        for (var each : config.rules()) {
            check("lamplighter.limits.rules[" + rules.size() + "]", each, units);
            rules.add(new Rule(Pattern.compile(each.name().replace("*", ".*")), Limit.of(each, units)));
        }
    }

    /** Only so that a wrong configuration is told at the start. */
    void start(@Observes StartupEvent start) {}

    /** What the values of a name may be. */
    public Limit of(String name) {
        return rules.isEmpty() ? Limit.NONE : byName.get(name, this::find);
    }

    private Limit find(String name) {
        return rules.stream()
                .filter(each -> each.names().matcher(name).matches())
                .map(Rule::limit)
                .findFirst()
                .orElse(Limit.NONE);
    }

    private static void check(String key, LimitsConfig.Rule rule, Units units) {
        var min = rule.min().orElse(Double.NEGATIVE_INFINITY);
        var max = rule.max().orElse(Double.POSITIVE_INFINITY);
        var bounded = rule.min().isPresent() || rule.max().isPresent();
        require(
                NAMES.matcher(rule.name()).matches(),
                key + ".name=" + rule.name() + ": must be lower-case letters, digits, underscores and *");
        require(bounded || rule.values().isPresent(), key + ": must have min, max or values");
        rule.min().ifPresent(number -> requireFinite(key + ".min", number));
        rule.max().ifPresent(number -> requireFinite(key + ".max", number));
        require(
                min <= max,
                "%s.min=%s: must not be above max, which is %s".formatted(key, Limit.text(min), Limit.text(max)));
        rule.units().ifPresent(code -> {
            require(units.isKnown(code), key + ".units=" + code + ": " + Units.advice(code));
            require(bounded, key + ".units=" + code + ": must be absent where there is neither min nor max");
        });
    }

    private static void requireFinite(String key, double number) {
        require(Double.isFinite(number), key + "=" + number + ": must be a finite number");
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException(otherwise);
        }
    }
}
