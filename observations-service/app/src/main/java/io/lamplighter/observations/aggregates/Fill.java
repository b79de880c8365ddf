package io.lamplighter.observations.aggregates;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is told of a bucket without observations. */
enum Fill {
    /** It is left out. */
    NONE,
    /** It is there with a count of 0 and no other value. */
    NULL,
    /** Its value is that of the bucket before; nothing was added to its sum, and its delta is 0. */
    PREVIOUS,
    /** Its value lies on the line between the buckets around it; none where there is no bucket on one side. */
    LINEAR;

    static Optional<Fill> of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
