package io.lamplighter.observations.problems;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Leaves out of the log what Vert.x's pool of connections reports as an uncaught error when one arrives just after its
 * time was up (SqlConnectionPool fails a promise twice): whoever waited has had an answer, and an outage is told once.
 */
@LoggingFilter(name = "pool-timeouts")
final class PoolTimeouts implements Filter {

    @Override
    public boolean isLoggable(LogRecord line) {
        return !(line.getThrown() instanceof IllegalStateException failure
                && Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().endsWith(".SqlConnectionPool")));
    }
}
