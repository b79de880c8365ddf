package io.lamplighter.observations.limits;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the values of series may be; without rules any value is taken. */
@ConfigMapping(prefix = "lamplighter.limits")
public interface LimitsConfig {

    /** In their order: the first that fits a name counts. */
    List<Rule> rules();

    /** Which names, and what their values may be: at least one of {@code min}, {@code max} and {@code values}. */
    interface Rule {

        /** These names; {@code *} stands for anything. */
        String name();

        /**
         * UCUM code that {@code min} and {@code max} are told in; what is sent in units that cannot be converted to it is
         * refused. When absent, numbers are compared whatever their units.
         */
        Optional<String> units();

        /** The least that an attribute may be. */
        OptionalDouble min();

        /** The most that an attribute may be. */
        OptionalDouble max();

        /** What a status may be; a flag is {@code true} or {@code false}. */
        Optional<List<String>> values();
    }
}
