package io.lamplighter.observations.limits;

import io.lamplighter.observations.units.Conversion;
import io.lamplighter.observations.units.IncommensurableException;
import io.lamplighter.observations.units.Units;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the values of a name may be. Attributes are left alone where it has no bounds, statuses where it lists none. */
public final class Limit {
    /** Allows everything. */
    public static final Limit NONE =
            new Limit(null, null, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());

    // A bound in other units is off by some of the last digits, and is still within.
    private static final double ROUNDING = 1e-12;
    private static final double WHOLE = 1e15;

    private final Units known;
    private final String units;
    private final double min;
    private final double max;
    private final boolean bounded;
    private final Set<String> values;
    private final Optional<String> outOfBounds;
    private final Optional<String> notListed;

    private Limit(Units known, String units, double min, double max, List<String> values) {
        this.known = known;
        this.units = units;
        this.min = min;
        this.max = max;
        this.bounded = Double.isFinite(min) || Double.isFinite(max);
        this.values = Set.copyOf(values);
        this.outOfBounds = Optional.of(bounds() + (units == null ? "" : " " + units));
        this.notListed = Optional.of("must be one of " + String.join(", ", values));
    }

    static Limit of(LimitsConfig.Rule rule, Units known) {
        return new Limit(
                known,
                rule.units().orElse(null),
                rule.min().orElse(Double.NEGATIVE_INFINITY),
                rule.max().orElse(Double.POSITIVE_INFINITY),
                rule.values().orElse(List.of()));
    }

    /**
     * Why an attribute is not taken; empty when it is.
     *
     * @param its units; nothing at all stands for {@code 1}
     * @throws IncommensurableException when they cannot be converted to those of the limit
     */
    public Optional<String> refusal(double value, String its) {
        if (!bounded) {
            return Optional.empty();
        }
        var told = its == null || its.isEmpty() ? "1" : its;
        var conversion = units == null ? Conversion.NONE : known.conversion(units, told);
        return isWithin(value, conversion) ? Optional.empty() : outOfBounds;
    }

    /** Why a status is not taken; empty when it is. */
    public Optional<String> refusal(Object status) {
        return values.isEmpty() || values.contains(status.toString()) ? Optional.empty() : notListed;
    }

    private boolean isWithin(double value, Conversion conversion) {
        return conversion.isNone()
                ? value >= min && value <= max
                : value >= conversion.value(min) - slack(min, conversion)
                        && value <= conversion.value(max) + slack(max, conversion);
    }

    private static double slack(double bound, Conversion conversion) {
        return ROUNDING * (Math.abs(conversion.difference(bound)) + Math.abs(conversion.offset()));
    }

    private String bounds() {
        if (Double.isInfinite(min)) {
            return "must be at most " + text(max);
        }
        return Double.isInfinite(max)
                ? "must be at least " + text(min)
                : "must be between " + text(min) + " and " + text(max);
    }

    static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < WHOLE
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
