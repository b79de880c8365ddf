package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.callers.Caller;
import io.lamplighter.gateway.feed.FeedRequest.ChangeDevice;
import io.lamplighter.gateway.feed.FeedRequest.Hello;
import io.lamplighter.gateway.feed.FeedRequest.Interact;
import io.lamplighter.gateway.feed.FeedRequest.SetPhase;
import io.lamplighter.gateway.feed.FeedRequest.Unsubscribe;

/** Reads what clients send; fails with {@link FeedException} naming the field. */
final class FeedRequestReader {
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_WAIT = 60;
    private static final String TYPES = "hello, subscribe, unsubscribe, phase, interact or change";

    private final ObjectMapper json;
    private final SubscribeReader subscribes;

    FeedRequestReader(ObjectMapper json, int maxListed) {
        this.json = json;
        this.subscribes = new SubscribeReader(maxListed);
    }

    static FeedException refused(String field, String message) {
        return new FeedException(FeedProblems.invalid(field, message));
    }

    JsonNode parse(String text) {
        try {
            var message = json.readTree(text);
            if (message != null && message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException broken) {
            throw refused("message", "is not readable JSON");
        }
        throw refused("message", "must be a JSON object");
    }

    /** The id as far as there is one, for the answer to a message that is refused. */
    static String id(JsonNode message) {
        var id = message.get("id");
        return id != null && id.isTextual() && id.textValue().length() <= LONGEST_ID ? id.textValue() : null;
    }

    FeedRequest read(JsonNode message) {
        var type = Nodes.text(message, "type");
        var id = Nodes.text(message, "id");
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            throw refused("id", "must be a text of 1 to " + LONGEST_ID + " characters");
        }
        return switch (type) {
            case "hello" -> hello(message, id);
            case "subscribe" -> subscribes.read(message, id);
            case "unsubscribe" -> new Unsubscribe(id);
            case "phase" -> new SetPhase(id, Nodes.phase(message, true));
            case "interact" -> interact(message, id);
            case "change" -> change(message, id);
            case null, default -> throw refused("type", "must be " + TYPES);
        };
    }

    private static Hello hello(JsonNode message, String id) {
        var user = Nodes.text(message, "user");
        if (user == null || !Caller.isName(user)) {
            throw refused("user", Caller.RULE);
        }
        return new Hello(id, user);
    }

    private static Interact interact(JsonNode message, String id) {
        var wait = message.path("wait");
        if (!wait.isMissingNode() && !wait.isNull() && !isSeconds(wait)) {
            throw refused("wait", "must be a whole number of seconds from 0 to " + LONGEST_WAIT);
        }
        return new Interact(id, Nodes.object(message, "interaction"), wait.asInt(0));
    }

    private static boolean isSeconds(JsonNode wait) {
        return wait.isInt() && wait.intValue() >= 0 && wait.intValue() <= LONGEST_WAIT;
    }

    private static ChangeDevice change(JsonNode message, String id) {
        var version = message.path("version");
        if (!version.isMissingNode() && !version.isNull() && !version.canConvertToLong()) {
            throw refused("version", "must be a whole number");
        }
        var device = Nodes.device(message.path("device"), "device");
        var wanted = version.canConvertToLong() ? version.longValue() : null;
        return new ChangeDevice(id, device, Nodes.object(message, "changes"), wanted);
    }
}
