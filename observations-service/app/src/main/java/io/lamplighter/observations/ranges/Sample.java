package io.lamplighter.observations.ranges;

import io.lamplighter.observations.queries.Parameters;
import java.util.Optional;

/** How a series is made small for a chart, and how small. */
record Sample(Method method, int points) {
    private static final int FEWEST = 4;
    private static final int MOST = 10_000;
    private static final int USUAL = 500;

    /** Which points are kept. */
    enum Method {
        /** Those that make the largest triangles, so that the line looks the same. */
        LTTB,
        /** The least and the greatest of equal parts of the time. */
        MINMAX;

        static Optional<Method> of(String word) {
            return switch (word) {
                case "lttb" -> Optional.of(LTTB);
                case "minmax" -> Optional.of(MINMAX);
                default -> Optional.empty();
            };
        }
    }

    static Optional<Sample> of(Parameters parameters) {
        var points = parameters.number("points", FEWEST, MOST);
        var word = parameters.first("downsample");
        if (word.isEmpty()) {
            points.ifPresent(given -> parameters.refuse("points", "must come with downsample"));
            return Optional.empty();
        }
        return parameters
                .required("downsample", Method.of(word.get()), "must be lttb or minmax")
                .map(method -> new Sample(method, points.orElse(USUAL)));
    }
}
