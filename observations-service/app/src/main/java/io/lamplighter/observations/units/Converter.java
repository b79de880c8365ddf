package io.lamplighter.observations.units;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Tells observations in the units that were asked for. */
@Singleton
public class Converter {
    private final Units units;

    Converter(Units units) {
        this.units = units;
    }

    /** The same where no units are asked for, and of a status; a problem where the units do not fit. */
    public ObservationView convert(ObservationView observation, Optional<String> to) {
        return to.isPresent() && observation.value() instanceof Double number
                ? observation.in(
                        to.get(), conversion(observation.units(), to.get()).value(number))
                : observation;
    }

    /** How values get from one to the other; a problem where they do not. */
    public Conversion conversion(String from, String to) {
        try {
            return units.conversion(from, to);
        } catch (IncommensurableException refused) {
            throw Problems.invalid(List.of(new Violation("convertTo", refused.getMessage())));
        }
    }
}
