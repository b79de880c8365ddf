package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a Homie device has, as it describes itself: in version 5 by one document, in version 4 by an attribute here and there.
 *
 * <p>An observation is named by its property; where several nodes have a property of one name, the node stands before it.
 */
final class HomieModel {
    private static final int MOST_ATTRIBUTES = 10_000;
    private static final Set<String> SWITCHES = Set.of("power", "switch", "relay", "onoff", "on-off");

    private final boolean five;
    private final Map<String, String> attributes = new HashMap<>();
    private Map<String, HomieProperty> properties;
    private JsonNode description = Message.JSON.missingNode();

    HomieModel(boolean five) {
        this.five = five;
    }

    /** @param path of the attribute within the device, such as {@code $nodes} */
    void take(String path, Message message) {
        if (five && path.equals("$description")) {
            description = message.text().isEmpty() ? Message.JSON.missingNode() : message.object();
            properties = description.isMissingNode() ? null : named(described());
        } else if (!five && attributes.size() < MOST_ATTRIBUTES) {
            attributes.put(path, message.text());
            properties = null;
        }
    }

    /** All properties by their paths, once the description is complete. */
    Optional<Map<String, HomieProperty>> properties() {
        if (properties == null && !five) {
            properties = announced(false).map(HomieModel::named).orElse(null);
        }
        return Optional.ofNullable(properties);
    }

    /** All properties that are described well enough, when nothing more will come. */
    Optional<Map<String, HomieProperty>> settled() {
        return properties().or(() -> five ? Optional.empty() : announced(true).map(HomieModel::named));
    }

    /** The device of which this is a child, whose end is also its own. */
    Optional<String> root() {
        return Optional.ofNullable(description.path("root").asText(null)).filter(root -> !root.isBlank());
    }

    Optional<String> name() {
        return Optional.ofNullable(five ? description.path("name").asText(null) : attributes.get("$name"))
                .filter(name -> !name.isBlank());
    }

    private List<HomieProperty> described() {
        var all = new ArrayList<HomieProperty>();
        description
                .path("nodes")
                .properties()
                .forEach(node -> node.getValue()
                        .path("properties")
                        .properties()
                        .forEach(property ->
                                all.add(property(node.getKey() + "/" + property.getKey(), property.getValue()))));
        return all;
    }

    private static HomieProperty property(String path, JsonNode of) {
        return new HomieProperty(
                path,
                "",
                of.path("datatype").asText(),
                of.path("format").asText(),
                of.path("unit").asText(),
                of.path("settable").asBoolean(false),
                of.path("retained").asBoolean(true));
    }

    /** What the attributes say; nothing as long as some are missing. */
    private Optional<List<HomieProperty>> announced(boolean lenient) {
        var all = new ArrayList<HomieProperty>();
        if (!attributes.containsKey("$nodes")) {
            return Optional.empty();
        }
        for (var node : listed("$nodes")) {
            if (!attributes.containsKey(node + "/$properties") && !lenient) {
                return Optional.empty();
            }
            for (var id : listed(node + "/$properties")) {
                var path = node + "/" + id;
                if (!attributes.containsKey(path + "/$datatype") && !lenient) {
                    return Optional.empty();
                }
                all.add(announced(path));
            }
        }
        return Optional.of(all);
    }

    private List<String> listed(String attribute) {
        return List.of(attributes.getOrDefault(attribute, "").split(",", -1)).stream()
                .map(id -> id.strip().replace("[]", ""))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private HomieProperty announced(String path) {
        return new HomieProperty(
                path,
                "",
                attributes.getOrDefault(path + "/$datatype", "string"),
                attributes.getOrDefault(path + "/$format", ""),
                attributes.getOrDefault(path + "/$unit", ""),
                attributes.getOrDefault(path + "/$settable", "false").equals("true"),
                !attributes.getOrDefault(path + "/$retained", "true").equals("false"));
    }

    private static Map<String, HomieProperty> named(Collection<HomieProperty> unnamed) {
        var bare = new HashMap<String, Integer>();
        unnamed.forEach(property -> bare.merge(bare(property), 1, Integer::sum));
        var all = new LinkedHashMap<String, HomieProperty>();
        for (var property : unnamed) {
            var name = bare.get(bare(property)) == 1 ? bare(property) : Findings.name(property.path());
            all.put(property.path(), called(property, name));
        }
        return all;
    }

    /** What switches a device on is called so by other drivers. */
    private static String bare(HomieProperty property) {
        var id = property.path().substring(property.path().indexOf('/') + 1);
        return property.datatype().equals("boolean") && SWITCHES.contains(id) ? "on" : Findings.name(id);
    }

    private static HomieProperty called(HomieProperty it, String name) {
        return new HomieProperty(it.path(), name, it.datatype(), it.format(), it.unit(), it.settable(), it.retained());
    }
}
