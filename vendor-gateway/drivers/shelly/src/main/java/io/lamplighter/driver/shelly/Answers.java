package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamplighter.driver.DriverException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** What an answer means, in the terms of {@link DriverException}. */
final class Answers {
    private static final int UNAUTHORIZED = 401;
    private static final int NO_HANDLER = 404;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int UNAVAILABLE = -114;
    private static final int DEADLINE_EXCEEDED = -104;
    private static final int RESOURCE_EXHAUSTED = -108;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final String STATUS = "HTTP status ";

    private static final Set<Integer> NOT_SERVED = Set.of(NO_HANDLER, 405, 501);

    private Answers() {}

    /** The JSON object that the device answered. */
    static JsonNode object(JsonMapper mapper, Answer answer) {
        var json = checked(mapper, answer);
        if (isFailure(json)) {
            throw failure(json.get("code").asInt(), json.path("message").asText());
        }
        return json;
    }

    /** Whether a path is not served, or not so; that a device lacks a method it says otherwise. */
    static boolean isNotServed(Throwable failure) {
        return failure instanceof DriverException.Rejected
                && NOT_SERVED.stream().anyMatch(status -> failure.getMessage().equals(STATUS + status));
    }

    /** The result of a frame, a JSON object. */
    static JsonNode result(JsonMapper mapper, Answer answer) {
        var frame = checked(mapper, answer);
        checkFrame(frame);
        if (!frame.get("result").isObject()) {
            throw new DriverException.ProtocolViolation("the result is not a JSON object", null);
        }
        return frame.get("result");
    }

    /** Checks that the answer to a method, which may be nothing, says that it was done. */
    static void checkDone(JsonMapper mapper, Answer answer) {
        if (answer.status() >= 300 || isFailure(lenient(mapper, answer))) {
            var _ = object(mapper, answer);
        }
    }

    /** Checks that a frame says that it was done. */
    static void checkFrame(JsonMapper mapper, Answer answer) {
        checkFrame(checked(mapper, answer));
    }

    /** Checks that a frame says that it was done. */
    static void checkFrame(JsonNode frame) {
        if (isFailure(frame.path("error"))) {
            throw failure(frame, "error");
        }
        if (!frame.has("result")) {
            throw new DriverException.ProtocolViolation("answer has neither a result nor an error", null);
        }
    }

    /** Translates what happened to the connection. */
    static DriverException failure(String address, Throwable failure) {
        return switch (failure) {
            case DriverException known -> known;
            case UpgradeRejectedException refused -> noWebsocket(address, refused.getStatus());
            case DecoderException broken ->
                new DriverException.ProtocolViolation(address + " does not speak HTTP", broken);
            case IllegalArgumentException broken ->
                new DriverException.ProtocolViolation(address + " does not speak HTTP", broken);
            default -> new DriverException.Unreachable(address + " does not answer", failure);
        };
    }

    /** It answers, so it is there, but it notifies nobody; it may when it has been updated or has started. */
    private static DriverException noWebsocket(String address, int status) {
        return status == UNAUTHORIZED || status == 403
                ? refused(false)
                : new DriverException.Unreachable(
                        "%s takes no websocket: HTTP status %d".formatted(address, status), (Throwable) null);
    }

    private static DriverException refused(boolean challenged) {
        return new DriverException.AuthenticationFailed(
                challenged ? "the device refuses the password of its account" : "the device asks for a password");
    }

    private static JsonNode checked(JsonMapper mapper, Answer answer) {
        var status = answer.status();
        if (status == UNAUTHORIZED || status == 403) {
            throw refused(answer.challenge() != null);
        }
        if (status == 429) {
            throw new DriverException.RateLimited("the device is asked too often", retryAfter(answer.retryAfter()));
        }
        if (status == 503) {
            throw new DriverException.Unreachable("the device is busy", retryAfter(answer.retryAfter()));
        }
        if (status >= 300 && status < 400) {
            throw new DriverException.ProtocolViolation("redirects are not followed", null);
        }
        if (status >= 400) {
            throw refusal(mapper, answer);
        }
        return parsed(mapper, answer);
    }

    private static DriverException refusal(JsonMapper mapper, Answer answer) {
        var json = lenient(mapper, answer);
        if (isFailure(json)) {
            return failure(json.get("code").asInt(), json.path("message").asText());
        }
        if (isFailure(json.path("error"))) {
            return failure(json, "error");
        }
        var isThere = NOT_SERVED.contains(answer.status());
        return (answer.status() >= 500 && !isThere) || answer.status() == 408
                ? new DriverException.Unreachable("HTTP status " + answer.status(), (Throwable) null)
                : new DriverException.Rejected(STATUS + answer.status());
    }

    private static DriverException failure(JsonNode frame, String field) {
        var failure = frame.get(field);
        return failure(failure.get("code").asInt(), failure.path("message").asText());
    }

    private static DriverException failure(int code, String message) {
        var text = "%.200s (%d)".formatted(message.isBlank() ? "refused" : message, code);
        return switch (code) {
            case UNAUTHORIZED -> new DriverException.AuthenticationFailed("the device asks for a password");
            case NO_HANDLER, METHOD_NOT_FOUND -> new DriverException.Unsupported(text);
            case UNAVAILABLE -> unavailable(text);
            case DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> new DriverException.Unreachable(text, (Throwable) null);
            default -> new DriverException.Rejected(text);
        };
    }

    /** Some firmware says it of a method that it does not have, some of a component that is busy. */
    private static DriverException unavailable(String text) {
        return text.contains("not found") ? new DriverException.Unsupported(text) : new DriverException.Rejected(text);
    }

    private static boolean isFailure(JsonNode json) {
        return json.path("code").isInt() && !json.has("id") && json.size() <= 2;
    }

    private static JsonNode parsed(JsonMapper mapper, Answer answer) {
        try {
            var json = mapper.readTree(answer.body().getBytes());
            if (json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw new DriverException.ProtocolViolation("answer is not JSON", e);
        }
        throw new DriverException.ProtocolViolation("answer is not a JSON object", null);
    }

    /** The body of an error, which need not be JSON. */
    private static JsonNode lenient(JsonMapper mapper, Answer answer) {
        try {
            return mapper.readTree(answer.body().getBytes());
        } catch (IOException notJson) {
            return mapper.missingNode();
        }
    }

    /** Seconds or a date, RFC 9110 10.2.3; null when it is neither. */
    private static Duration retryAfter(String header) {
        if (header == null) {
            return null;
        }
        try {
            return bounded(
                    header.matches("\\s*[0-9]{1,9}\\s*")
                            ? Duration.ofSeconds(Long.parseLong(header.strip()))
                            : until(header));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Duration until(String date) {
        var then = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        return Duration.between(Clock.systemUTC().instant(), then.toInstant());
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
