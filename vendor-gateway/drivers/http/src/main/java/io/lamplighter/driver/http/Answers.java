package io.lamplighter.driver.http;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.http.definitions.ErrorRule;
import io.netty.handler.codec.DecoderException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What an answer means, in the terms of {@link DriverException}. Messages hold neither addresses with secrets nor payloads. */
final class Answers {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Answers() {}

    /** The answer, if it is a good one. */
    static Answer checked(Answer answer, Optional<ErrorRule> errors) {
        var good = answer.status() >= 200 && answer.status() < 300;
        errors.flatMap(rule -> rule.failure(answer.body(), good)).ifPresent(failure -> {
            throw failure;
        });
        if (!good) {
            throw failure(answer.status(), answer.retryAfter());
        }
        return answer;
    }

    private static DriverException failure(int status, String retryAfter) {
        return switch (status) {
            case 401, 403 ->
                new DriverException.AuthenticationFailed("the vendor refuses the credentials of the account");
            case 429 -> new DriverException.RateLimited("the vendor is asked too often", wait(retryAfter));
            case 503 -> new DriverException.Unreachable("the vendor is busy", wait(retryAfter));
            case 408 -> new DriverException.Unreachable("HTTP status 408", (Throwable) null);
            default -> other(status);
        };
    }

    private static DriverException other(int status) {
        if (status >= 300 && status < 400) {
            return new DriverException.ProtocolViolation("redirects are not followed", null);
        }
        return status >= 500
                ? new DriverException.Unreachable("HTTP status " + status, (Throwable) null)
                : new DriverException.Rejected("HTTP status " + status);
    }

    /** Translates what happened to the connection. */
    static DriverException failure(String authority, Throwable failure) {
        return switch (failure) {
            case DriverException known -> known;
            case SSLException untrusted ->
                new DriverException.ProtocolViolation(authority + " shows no certificate that is trusted", untrusted);
            case DecoderException broken
            when broken.getCause() instanceof SSLException ->
                new DriverException.ProtocolViolation(authority + " shows no certificate that is trusted", broken);
            case DecoderException broken ->
                new DriverException.ProtocolViolation(authority + " does not speak HTTP", broken);
            case IllegalArgumentException broken ->
                new DriverException.ProtocolViolation(authority + " does not speak HTTP", broken);
            default -> new DriverException.Unreachable(authority + " does not answer", failure);
        };
    }

    /** Seconds or a date, RFC 9110 10.2.3; null when it is neither. */
    private static Duration wait(String header) {
        if (header == null) {
            return null;
        }
        try {
            var told = header.matches("\\s*[0-9]{1,9}\\s*")
                    ? Duration.ofSeconds(Long.parseLong(header.strip()))
                    : until(header);
            var positive = told.isNegative() ? Duration.ZERO : told;
            return positive.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : positive;
        } catch (DateTimeException notDate) {
            return null;
        }
    }

    private static Duration until(String date) {
        var then = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        return Duration.between(Clock.systemUTC().instant(), then.toInstant());
    }
}
