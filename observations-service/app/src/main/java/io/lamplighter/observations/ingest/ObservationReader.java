package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonParser;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationLimits;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.limits.Limit;
import io.lamplighter.observations.problems.Violations;
import io.lamplighter.observations.units.IncommensurableException;
import io.lamplighter.observations.units.Units;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one observation after the other out of a stream of JSON and says what is wrong with each. The type of the value
 * decides on the kind: a number is an attribute, a boolean or a text is a status, and truthy words stay texts.
 *
 * <p>Written by hand because it stands in the way of every observation, twice.
 */
final class ObservationReader {
    private final ObservationRules.Now rules;
    private final Faults faults;
    private final MemberReader members;

    private String lastUnits;
    private Limit limit = Limit.NONE;

    /** Takes at most so many in one array. */
    ObservationReader(ObservationRules.Now rules, Violations violations, int limit) {
        this.rules = rules;
        this.faults = new Faults(violations);
        this.members = new MemberReader(faults, limit);
    }

    /** Reads the value that the parser stands at as observations with their device, and adds those that are valid. */
    void sent(JsonParser parser, String path, List<Sent> sent) throws IOException {
        read(parser, path);
        if (faults.found()) {
            return;
        }
        var its = members.device();
        var place = faults.place(its instanceof DeviceReference.OfVendor ? "vendorIds" : "deviceId");
        each(observation -> {
            if (its != null) {
                sent.add(new Sent(its, observation, place));
            }
        });
    }

    /** The same for observations whose device is known already. */
    void observations(JsonParser parser, String path, List<Observation> observations) throws IOException {
        read(parser, path);
        if (!faults.found()) {
            each(observations::add);
        }
    }

    /** How many observations the last value held, valid or not. */
    int count() {
        return members.values() == null ? 1 : Math.max(1, members.values().size());
    }

    private void read(JsonParser parser, String path) throws IOException {
        faults.beginObject(path);
        members.read(parser);
    }

    private void each(Consumer<Observation> found) {
        if (members.values() == null && members.times() == null) {
            checkName();
            observation("value", members.value(), members.validAt()).ifPresent(found);
        } else {
            eachRow(members.values(), members.times(), found);
        }
    }

    private void eachRow(List<Object> values, List<String> times, Consumer<Observation> found) {
        if (values == null || times == null || values.size() != times.size() || values.isEmpty()) {
            faults.add("values", "must be an array of as many values as validAt has times");
            return;
        }
        if (members.hasValue()) {
            faults.add("value", "must be absent where there are values");
            return;
        }
        checkName();
        if (faults.found()) {
            return;
        }
        for (var i = 0; i < values.size(); i++) {
            faults.beginRow(i);
            if (times.get(i) == null) {
                faults.add("validAt", "must not be null");
            }
            observation("values", values.get(i), times.get(i)).ifPresent(found);
        }
    }

    private Optional<Observation> observation(String field, Object value, String validAt) {
        var time = time(validAt);
        switch (value) {
            case null -> faults.add(field, "must be a number, a boolean or a text");
            case Double number -> checkAttribute(number, field);
            case String text -> checkText(text, field);
            default -> checkFlag(value, field);
        }
        if (faults.found()) {
            return Optional.empty();
        }
        return Optional.of(
                value instanceof Double number
                        ? new Attribute(members.name(), number, members.units(), time)
                        : new Status(members.name(), value, time));
    }

    private void checkName() {
        var name = members.name();
        limit = Limit.NONE;
        if (name == null) {
            faults.add("name", "must not be null");
        } else if (!ObservationLimits.isName(name)) {
            faults.add("name", "must be 1 to 100 lower-case letters, digits and underscores, a letter first");
        } else {
            limit = rules.limits().of(name);
        }
    }

    private Instant time(String validAt) {
        if (validAt == null) {
            return rules.instant().truncatedTo(ChronoUnit.MICROS);
        }
        try {
            var time = Times.parse(validAt);
            if (!rules.allows(time)) {
                faults.add(
                        "validAt",
                        "must be between %s and %s"
                                .formatted(rules.earliest(), rules.furthest().truncatedTo(ChronoUnit.DAYS)));
            }
            return time;
        } catch (DateTimeException noTime) {
            faults.add("validAt", "must be an RFC 3339 time such as 2026-11-21T08:00:00Z");
            return Instant.EPOCH;
        }
    }

    private void checkAttribute(double number, String field) {
        var units = members.units();
        var isFinite = Double.isFinite(number);
        if (!isFinite) {
            faults.add(field, "must be a finite number");
        }
        var isKnown = units == null || units.equals(lastUnits) || checkUnits(units);
        if (isFinite && isKnown) {
            checkLimit(number, units, field);
        }
    }

    // What is sent together has few units, mostly the same ones side by side.
    private boolean checkUnits(String units) {
        if (!ObservationLimits.isUnits(units) && units.chars().allMatch(each -> each > ' ' && each < 127)) {
            faults.add("units", "must be a UCUM code of at most " + ObservationLimits.UNITS_LIMIT + " characters");
            return false;
        }
        if (!rules.units().isKnown(units)) {
            faults.add("units", Units.advice(units));
            return false;
        }
        lastUnits = units;
        return true;
    }

    private void checkLimit(double number, String units, String field) {
        try {
            limit.refusal(number, units).ifPresent(why -> faults.add(field, why));
        } catch (IncommensurableException refused) {
            faults.add("units", refused.getMessage());
        }
    }

    private void checkText(String text, String field) {
        if (members.units() != null) {
            faults.add(field, "must be a number where there are units");
        } else if (text.length() > ObservationLimits.TEXT_LIMIT) {
            faults.add(field, "must have at most " + ObservationLimits.TEXT_LIMIT + " characters");
        } else if (!ObservationLimits.isStorable(text)) {
            faults.add(field, "must not contain NUL or half a character");
        } else {
            limit.refusal(text).ifPresent(why -> faults.add(field, why));
        }
    }

    private void checkFlag(Object flag, String field) {
        if (members.units() != null) {
            faults.add("units", "must be absent from a status");
        } else {
            limit.refusal(flag).ifPresent(why -> faults.add(field, why));
        }
    }
}
