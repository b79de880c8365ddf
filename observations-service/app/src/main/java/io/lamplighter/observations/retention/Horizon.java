package io.lamplighter.observations.retention;

import io.lamplighter.observations.retention.RetentionConfig.Rule;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A rule at a certain day.
 *
 * @param number of the rule, from 0
 * @param devices only these; empty for all
 * @param before observations before it are to be forgotten
 * @param rollupsBefore rollups before it are to be forgotten
 */
record Horizon(int number, Rule rule, Optional<Set<UUID>> devices, Instant before, Instant rollupsBefore) {

    static Horizon of(int number, Rule rule, Optional<Set<UUID>> devices, Instant now) {
        return new Horizon(
                number,
                rule,
                devices,
                back(now, rule.keep()),
                back(now, rule.keepRollups().orElse(rule.keep())));
    }

    private static Instant back(Instant now, Period period) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .minus(period)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    boolean fits(Kind kind, Named named) {
        return fits(kind)
                && rule.name().map(glob -> named.name().matches(regex(glob))).orElse(true)
                && devices.map(ids -> ids.contains(named.deviceId())).orElse(true);
    }

    boolean fits(Kind kind) {
        return rule.kind().map(kind::equals).orElse(true);
    }

    boolean fitsAll() {
        return rule.name().isEmpty() && devices.isEmpty();
    }

    boolean keepsRollups() {
        return rollupsBefore.isBefore(before);
    }

    /** The pattern of names as PostgreSQL's {@code like} has it. */
    String like() {
        return rule.name()
                .map(glob -> glob.replace("\\", "\\\\")
                        .replace("_", "\\_")
                        .replace("%", "\\%")
                        .replace('*', '%'))
                .orElse("%");
    }

    private static String regex(String glob) {
        return ("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q");
    }
}
