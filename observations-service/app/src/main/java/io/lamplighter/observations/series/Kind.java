package io.lamplighter.observations.series;

import java.util.Locale;
import java.util.Optional;

/** The two kinds of observations, each stored in the table of its name. */
public enum Kind {
    ATTRIBUTE,
    STATUS;

    /** As it stands in JSON, in the database, and as the name of the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word; empty when there is none. */
    public static Optional<Kind> of(String word) {
        return switch (word) {
            case "attribute" -> Optional.of(ATTRIBUTE);
            case "status" -> Optional.of(STATUS);
            default -> Optional.empty();
        };
    }
}
