package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.devices.api.Selector;
import io.lamplighter.gateway.feed.FeedRequest.Subscribe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a client wants to be told; fails with {@link FeedException} naming the field. */
final class SubscribeReader {
    private static final Set<String> SELECTORS =
            Set.of("vendor", "account", "type", "location", "labels", "enabled", "parent", "missing");

    private final int maxListed;

    SubscribeReader(int maxListed) {
        this.maxListed = maxListed;
    }

    Subscribe read(JsonNode message, String id) {
        var word = Nodes.text(message, "stream");
        var stream = word == null ? null : FeedStreamKind.of(word);
        if (stream == null) {
            throw FeedRequestReader.refused("stream", "must be " + FeedStreamKind.WORDS);
        }
        var request = new Subscribe(
                id,
                stream,
                Nodes.devices(message, "device", maxListed),
                Nodes.text(message, "group"),
                selector(message),
                filter(message, stream),
                Nodes.phase(message, false),
                Nodes.text(message, "since"));
        check(request);
        return request;
    }

    private static void check(Subscribe request) {
        var scopes = Stream.of(request.devices(), request.group(), request.selector())
                .filter(Objects::nonNull)
                .count();
        if (scopes > 1) {
            throw FeedRequestReader.refused("device", "goes without group and selector: name one of the three");
        }
        if (scopes > 0 && request.stream() == FeedStreamKind.VENDORS) {
            throw FeedRequestReader.refused("device", "vendors are chosen by name");
        }
        if (request.phase() != null && !isOneDeviceOfPresence(request)) {
            throw FeedRequestReader.refused("phase", "goes with the stream presence and one device");
        }
    }

    private static boolean isOneDeviceOfPresence(Subscribe request) {
        return request.stream() == FeedStreamKind.PRESENCE
                && request.devices() != null
                && request.devices().size() == 1;
    }

    private Filter filter(JsonNode message, FeedStreamKind stream) {
        var names = Nodes.texts(message, "name", maxListed);
        if (names != null && !stream.hasNames()) {
            throw FeedRequestReader.refused("name", "goes with observations and vendors");
        }
        return new Filter(names == null ? Set.of() : names, fields(message, stream));
    }

    private Fields fields(JsonNode message, FeedStreamKind stream) {
        var chosen = Nodes.texts(message, "fields", maxListed);
        if (chosen == null) {
            return Fields.ALL;
        }
        var unknown =
                chosen.stream().filter(name -> !stream.fields().contains(name)).findFirst();
        if (unknown.isPresent()) {
            throw FeedRequestReader.refused(
                    "fields", "can be of " + stream.fields().stream().sorted().toList());
        }
        var all = new HashSet<>(stream.keys());
        all.addAll(chosen);
        return new Fields(Set.copyOf(all));
    }

    private static Selector selector(JsonNode message) {
        var node = message.path("selector");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        var fields = Nodes.object(message, "selector");
        fields.fieldNames().forEachRemaining(name -> {
            if (!SELECTORS.contains(name)) {
                throw FeedRequestReader.refused(
                        "selector." + name,
                        "can be " + SELECTORS.stream().sorted().toList());
            }
        });
        return new Selector(
                Nodes.text(fields, "vendor"),
                Nodes.text(fields, "account"),
                Nodes.text(fields, "type"),
                Nodes.text(fields, "location"),
                labels(fields),
                null,
                Nodes.text(fields, "parent"),
                truth(fields, "enabled"),
                truth(fields, "missing"),
                null,
                null);
    }

    private static Boolean truth(JsonNode fields, String name) {
        var node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isBoolean()) {
            throw FeedRequestReader.refused("selector." + name, "must be true or false");
        }
        return node.booleanValue();
    }

    /** An expression; or what each label must be, which is said as an expression. */
    private static String labels(JsonNode fields) {
        var node = fields.path("labels");
        if (!node.isObject()) {
            return Nodes.text(fields, "labels");
        }
        var terms = new ArrayList<String>();
        node.properties().forEach(label -> {
            if (!label.getValue().isTextual()) {
                throw FeedRequestReader.refused("selector.labels", "must have a text for " + label.getKey());
            }
            terms.add(quoted(label.getKey()) + "=" + quoted(label.getValue().textValue()));
        });
        return terms.isEmpty() ? null : String.join(",", terms);
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
