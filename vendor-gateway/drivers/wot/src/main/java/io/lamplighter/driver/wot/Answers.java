package io.lamplighter.driver.wot;

import io.lamplighter.driver.DriverException;
import io.netty.handler.codec.DecoderException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;

/** What an answer means, in the terms of {@link DriverException}. */
final class Answers {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Answers() {}

    /** The answer, when it says that it was done. */
    static Answer checked(Answer answer) {
        if (!answer.isGood()) {
            throw failure(answer.status(), answer.header("Retry-After"));
        }
        return answer;
    }

    /** What a status says that is not good. */
    static DriverException failure(int status, String retryAfter) {
        if (status < 400) {
            return new DriverException.ProtocolViolation(
                    "HTTP status %d; redirects are not followed".formatted(status), null);
        }
        return switch (status) {
            case 401, 403, 407 ->
                new DriverException.AuthenticationFailed(
                        "the device refuses the credentials of its account: HTTP status " + status);
            case 429 -> new DriverException.RateLimited("the device is asked too often", wait(retryAfter));
            case 503 -> new DriverException.Unreachable("the device is busy", wait(retryAfter));
            default ->
                status >= 500 || status == 408 || status == 425
                        ? new DriverException.Unreachable("HTTP status " + status, (Throwable) null)
                        : new DriverException.Rejected("HTTP status " + status);
        };
    }

    /** Translates what happened to a connection. */
    static DriverException failure(String address, Throwable failure) {
        if (failure instanceof DriverException known) {
            return known;
        }
        if (isCausedBy(failure, SSLException.class)) {
            return new DriverException.Unreachable(
                    isCausedBy(failure, CertificateException.class)
                            ? address + " has no certificate that is trusted and for this name"
                            : address + " does not speak TLS",
                    failure);
        }
        return failure instanceof DecoderException || failure instanceof IllegalArgumentException
                ? new DriverException.ProtocolViolation(address + " does not speak HTTP", failure)
                : new DriverException.Unreachable(address + " does not answer", failure);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Exception> kind) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Seconds or a date, RFC 9110 10.2.3; null when it is neither. */
    private static Duration wait(String header) {
        try {
            return header.isBlank() ? null : bounded(parsed(header.strip()));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Duration parsed(String header) {
        return header.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.between(
                        Clock.systemUTC().instant(),
                        ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
