package io.lamplighter.driver;

import java.time.Duration;
import java.util.Optional;

/** Why a driver could not do what was asked: one kind for each distinct reaction of the gateway. */
public abstract sealed class DriverException extends RuntimeException {

    private DriverException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Nobody answers, or not in time, or the device asks to come back later. Worth trying again. */
    public static final class Unreachable extends DriverException {
        private final transient Duration retryAfter;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
            this.retryAfter = null;
        }

        public Unreachable(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** When the vendor wants to be asked again, if it said so. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /**
     * The vendor says that the account asks too often. The whole account is left alone for a while; worth trying again
     * afterwards.
     */
    public static final class RateLimited extends DriverException {
        private final transient Duration retryAfter;

        /**
         * @param retryAfter what the vendor's headers or answer say, or null when they say nothing
         */
        public RateLimited(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** When the vendor wants to be asked again, if it said so. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The credentials are missing, wrong or no longer valid. Not worth trying again before they change. */
    public static final class AuthenticationFailed extends DriverException {
        public AuthenticationFailed(String message) {
            super(message, null);
        }
    }

    /** The vendor understood and refused: an unknown device, a value out of range. Not worth trying again. */
    public static final class Rejected extends DriverException {
        public Rejected(String message) {
            super(message, null);
        }
    }

    /** This driver or this device cannot do that. */
    public static final class Unsupported extends DriverException {
        public Unsupported(String message) {
            super(message, null);
        }
    }

    /** The vendor answered something that its own contract does not allow. */
    public static final class ProtocolViolation extends DriverException {
        public ProtocolViolation(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
