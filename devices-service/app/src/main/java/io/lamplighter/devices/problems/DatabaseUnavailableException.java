package io.lamplighter.devices.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** The database did not answer, or not in time. */
public final class DatabaseUnavailableException extends RuntimeException {
    // Connection exception, insufficient resources, operator intervention (also: shutting down, starting up).
    private static final Set<String> OUTAGES = Set.of("08", "53", "57");

    public DatabaseUnavailableException(Throwable cause) {
        super(cause);
    }

    /** Whether a failure means that the database is out of reach, and not that it refused something. */
    public static boolean isMeantBy(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(DatabaseUnavailableException::isOutage);
    }

    private static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case JsonProcessingException _ -> false; // an IOException, but of the caller's making
            case PgException refused -> isOutage(refused.getSqlState());
            case SQLException refused -> isOutage(refused.getSQLState());
            case IOException _, TimeoutException _, VertxException _, NoStackTraceThrowable _ -> true;
            default -> false;
        };
    }

    private static boolean isOutage(String sqlState) {
        return sqlState != null && sqlState.length() == 5 && OUTAGES.contains(sqlState.substring(0, 2));
    }
}
