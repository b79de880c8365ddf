package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is said over one websocket. A device notifies only those who have asked it something, so the status is asked first; it
 * also says which names the parts have that are told later.
 *
 * <p>Notifications carry the device's time with milliseconds. It is taken where it is not far from ours, so that two who hear
 * the same hear it of the same time; devices without a time server tell any time.
 */
final class Conversation {
    private static final int UNAUTHORIZED = 401;
    private static final Duration FAR = Duration.ofSeconds(50);

    private final Target target;
    private final Clock clock;
    private final MultiEmitter<? super Pushed> emitter;
    private final Consumer<String> send;
    private boolean proven;
    private ObjectNode whole;

    Conversation(Target target, Clock clock, MultiEmitter<? super Pushed> emitter, Consumer<String> send) {
        this.target = target;
        this.clock = clock;
        this.emitter = emitter;
        this.send = send;
    }

    void begin() {
        ask(Map.of());
    }

    /** Called on the event loop of the socket, one message after the other. */
    void receive(String text) {
        try {
            take(ShellyClient.JSON.readTree(text));
        } catch (JsonProcessingException broken) {
            emitter.fail(new DriverException.ProtocolViolation("a notification is not JSON", null));
        } catch (DriverException failure) {
            emitter.fail(failure);
        }
    }

    private void ask(Map<String, Object> proof) {
        var frame = new HashMap<String, Object>(Map.of("id", 1, "src", "lamplighter", "method", "Shelly.GetStatus"));
        if (!proof.isEmpty()) {
            frame.put("auth", proof);
        }
        try {
            send.accept(ShellyClient.JSON.writeValueAsString(frame));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void take(JsonNode frame) {
        switch (frame.path("method").asText()) {
            case "" -> answered(frame);
            case "NotifyStatus" -> changed(params(frame));
            case "NotifyFullStatus" -> replaced(params(frame));
            case "NotifyEvent" -> happened(params(frame));
            default -> emitter.emit(new Pushed.Alive());
        }
    }

    private void answered(JsonNode frame) {
        if (whole != null) {
            return;
        }
        var error = frame.path("error");
        if (error.path("code").asInt() == UNAUTHORIZED && !proven) {
            prove(error.path("message").asText());
            return;
        }
        if (error.path("code").asInt() == UNAUTHORIZED) {
            throw new DriverException.AuthenticationFailed("the device refuses the password of its account");
        }
        Answers.checkFrame(frame);
        if (!(frame.path("result") instanceof ObjectNode status)) {
            throw new DriverException.ProtocolViolation("the status is not an object", null);
        }
        whole = status;
        emitter.emit(new Pushed.Opened(true));
        tell(StatusTranslator.translate(whole, target.channel(), clock.instant()));
    }

    private void prove(String message) {
        proven = true;
        try {
            var challenge = Challenge.Digest.of(ShellyClient.JSON.readTree(message));
            if (challenge.isEmpty()) {
                throw new DriverException.AuthenticationFailed("the device asks for a proof that is not known here");
            }
            ask(challenge.get().frame(target.device().account()));
        } catch (JsonProcessingException broken) {
            throw new DriverException.AuthenticationFailed("the device asks for a password");
        }
    }

    private void replaced(ObjectNode params) {
        if (whole == null) {
            return;
        }
        whole = params;
        tell(StatusTranslator.translate(whole, target.channel(), time(params.path("ts"))));
    }

    private void changed(ObjectNode params) {
        if (whole == null) {
            return;
        }
        merge(whole, params);
        tell(StatusTranslator.translateParts(whole, params, target.channel(), time(params.path("ts"))));
    }

    private void happened(ObjectNode params) {
        var events = new ArrayList<Observation>();
        for (var event : params.path("events")) {
            var name = StatusTranslator.eventName(event.path("component").asText(), target.channel());
            if (name.isPresent() && event.path("event").isTextual()) {
                events.add(
                        new Observation.Status(name.get(), event.path("event").asText(), time(event.path("ts"))));
            }
        }
        tell(events);
    }

    private void tell(List<Observation> observations) {
        emitter.emit(observations.isEmpty() ? new Pushed.Alive() : new Pushed.Observed(target.device(), observations));
    }

    private Instant time(JsonNode seconds) {
        var now = clock.instant();
        if (!seconds.isNumber() || Math.abs(seconds.asDouble()) > 1e12) {
            return now;
        }
        var told = Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1000));
        return Duration.between(told, now).abs().compareTo(FAR) > 0 ? now : told;
    }

    private static ObjectNode params(JsonNode frame) {
        if (frame.path("params") instanceof ObjectNode params) {
            return params;
        }
        throw new DriverException.ProtocolViolation("a notification has no params", null);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode before && entry.getValue() instanceof ObjectNode after) {
                merge(before, after);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
