package io.lamplighter.observations.problems;

import io.vertx.pgclient.PgException;
import java.util.List;

/** What a failure of the database means. */
public final class Databases {
    private static final List<String> DATA = List.of("22", "23", "54");
    private static final String CANCELLED = "57014";

    private Databases() {}

    /**
     * Whether the database (or the encoding for it) refuses this very data, so that sending it again is in vain. All
     * else passes with time.
     */
    public static boolean refusesData(Throwable failure) {
        return switch (failure) {
            case PgException refused ->
                refused.getSqlState() != null
                        && DATA.contains(refused.getSqlState().substring(0, 2));
            case IllegalArgumentException e -> true;
            case ClassCastException e -> true;
            case NullPointerException e -> true;
            default -> false;
        };
    }

    /** The answer to whoever asked while the database could not. */
    public static Throwable problem(Throwable failure) {
        if (failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState())) {
            return Problems.unavailable(
                    "query-too-slow",
                    "The query took too long",
                    "Ask for a shorter time or fewer devices, or try again later.",
                    5);
        }
        return Problems.unavailable(
                "database-unavailable", "The database does not answer", "Nothing is lost; ask again later.", 5);
    }
}
