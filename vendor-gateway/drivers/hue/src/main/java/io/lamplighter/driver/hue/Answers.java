package io.lamplighter.driver.hue;

import io.lamplighter.driver.DriverException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.file.FileSystemException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** What an answer means, in the terms of {@link DriverException}. */
final class Answers {
    private Answers() {}

    /** The resources that were answered. */
    static Listing listing(Answer answer, Clock clock) {
        check(answer, clock);
        return Listing.of(answer.body().getBytes(), Times.ofAnswer(answer.date(), clock))
                .orElseRejected();
    }

    /** Checks that a change was made as it was asked for: the bridge answers 207 with errors when it may not have been. */
    static void checkChange(Answer answer, Clock clock) {
        check(answer, clock);
        var errors = Listing.of(answer.body().getBytes(), Times.ofAnswer(answer.date(), clock))
                .errors();
        if (!errors.isEmpty()) {
            throw new DriverException.Rejected(errors);
        }
    }

    /** Checks the status of an answer. A bridge says 429 or 503 when it is asked too often. */
    static void check(Answer answer, Clock clock) {
        var status = answer.status();
        if (status == 401 || status == 403) {
            throw new DriverException.AuthenticationFailed(
                    "the bridge does not know the application key of the account");
        }
        if (status == 429 || status == 503) {
            throw new DriverException.RateLimited(
                    "the bridge is asked too often", Times.retryAfter(answer.retryAfter(), clock));
        }
        if (status >= 300 && status < 400) {
            throw new DriverException.ProtocolViolation("redirects are not followed", null);
        }
        if (status >= 500 || status == 408) {
            throw new DriverException.Unreachable(
                    "HTTP status " + status, Times.retryAfter(answer.retryAfter(), clock));
        }
        if (status >= 400) {
            var errors = Listing.errors(answer.body().getBytes());
            throw new DriverException.Rejected(errors.isEmpty() ? "HTTP status " + status : errors);
        }
    }

    /** Translates what happened to the connection. */
    static DriverException failure(Bridge bridge, Throwable failure) {
        if (failure instanceof DriverException known) {
            return known;
        }
        if (causes(failure).anyMatch(Answers::isOfTheAuthorities)) {
            return new DriverException.AuthenticationFailed(
                    "the file of the setting %s cannot be read".formatted(Trust.AUTHORITIES));
        }
        return mistrust(bridge, failure).orElseGet(() -> switch (rootless(failure)) {
            case NotSslRecordException broken ->
                new DriverException.ProtocolViolation(bridge + " does not speak TLS", null);
            case DecoderException broken ->
                new DriverException.ProtocolViolation(bridge + " does not speak HTTP", null);
            case IllegalArgumentException broken ->
                new DriverException.ProtocolViolation(bridge + " does not speak HTTP", null);
            default -> new DriverException.Unreachable(bridge + " does not answer", failure);
        });
    }

    /** A file that is not there, or one without certificates, of which only the text of the failure tells. */
    private static boolean isOfTheAuthorities(Throwable cause) {
        return cause instanceof FileSystemException
                || String.valueOf(cause.getMessage()).contains("BEGIN CERTIFICATE");
    }

    private static Optional<DriverException> mistrust(Bridge bridge, Throwable failure) {
        return causes(failure)
                .filter(CertificateException.class::isInstance)
                .findFirst()
                .map(cause -> new DriverException.AuthenticationFailed(
                        cause instanceof PinnedCertificate.MismatchException other
                                ? "%s shows another certificate than the one of the setting %s; that of this one is %s"
                                        .formatted(bridge, Trust.FINGERPRINT, other.getMessage())
                                : "the certificate of %s is not issued to %s by an authority that is trusted: see the settings %s, %s and %s"
                                        .formatted(
                                                bridge,
                                                bridge.name(),
                                                Bridge.ID,
                                                Trust.FINGERPRINT,
                                                Trust.AUTHORITIES)));
    }

    /** The first cause that says what it was: a failure of TLS comes wrapped into one of decoding. */
    private static Throwable rootless(Throwable failure) {
        return causes(failure)
                .filter(NotSslRecordException.class::isInstance)
                .findFirst()
                .orElse(failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
