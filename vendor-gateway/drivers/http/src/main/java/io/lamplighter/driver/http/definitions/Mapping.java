package io.lamplighter.driver.http.definitions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that is read key by key. What is missing or wrong becomes a mistake and reading goes on with a stand-in, so
 * that all mistakes are found; nobody uses what was made of a mapping with mistakes.
 */
final class Mapping {
    private final Mistakes mistakes;
    private final Node at;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Mapping(Mistakes mistakes, Node node) {
        this.mistakes = mistakes;
        this.at = node;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> put(entry.getKeyNode(), entry.getValueNode()));
        } else {
            mistakes.at(node, "must be a mapping of keys to values");
        }
    }

    private void put(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar)) {
            mistakes.at(key, "must be a single word");
            return;
        }
        if (keys.putIfAbsent(scalar.getValue(), key) != null) {
            mistakes.at(key, scalar.getValue() + " is already there");
            return;
        }
        values.put(scalar.getValue(), value);
    }

    /** Says that something is wrong with the mapping as a whole. */
    void mistake(String message) {
        if (at instanceof MappingNode) { // else that has been said
            mistakes.at(at, message);
        }
    }

    /** Says that something is wrong with the value of a key. */
    void mistake(String key, String message) {
        mistakes.at(values.getOrDefault(key, at), message);
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** The names of all keys, where they are free. */
    Set<String> names() {
        known.addAll(values.keySet());
        return values.keySet();
    }

    /** A text that must be there. The function throws {@link IllegalArgumentException} with what is wrong. */
    <T> T required(String key, T standIn, Function<String, T> read) {
        if (!has(key)) {
            mistake("needs the key " + key);
            return standIn;
        }
        return read(key, standIn, read);
    }

    /** A text that may be there. */
    <T> T or(String key, T otherwise, Function<String, T> read) {
        return has(key) ? read(key, otherwise, read) : otherwise;
    }

    <T> Optional<T> optional(String key, Function<String, T> read) {
        return has(key) ? Optional.ofNullable(read(key, null, read)) : Optional.empty();
    }

    private <T> T read(String key, T standIn, Function<String, T> read) {
        try {
            return scalar(key).map(read).orElse(standIn);
        } catch (IllegalArgumentException wrong) {
            mistake(key, key + ": " + wrong.getMessage());
            return standIn;
        }
    }

    boolean flag(String key, boolean otherwise) {
        return or(key, otherwise, text -> Words.of(text, "true", "false").equals("true"));
    }

    /** What YAML makes of it: a {@link java.math.BigDecimal}, {@link Boolean} or {@link String}. */
    Optional<Object> typed(String key) {
        return scalar(key).map(text -> Words.typed(text, values.get(key).getTag()));
    }

    private Optional<String> scalar(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        var node = values.get(key);
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        mistake(key, key + ": must be a single value");
        return Optional.empty();
    }

    /** Whether the value is a mapping, where it may also be a text. */
    boolean isMapping(String key) {
        return has(key) && values.get(key) instanceof MappingNode;
    }

    Optional<Mapping> mapping(String key) {
        return has(key) ? Optional.of(new Mapping(mistakes, values.get(key))) : Optional.empty();
    }

    /** The elements of a list of mappings; none where the key is missing. */
    List<Mapping> mappings(String key) {
        return nodes(key).stream().map(node -> new Mapping(mistakes, node)).toList();
    }

    /** The elements of a list of texts; none where the key is missing. */
    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (var node : nodes(key)) {
            if (node instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                mistakes.at(node, "must be a single value");
            }
        }
        return texts;
    }

    private List<Node> nodes(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (values.get(key) instanceof SequenceNode list) {
            return list.getValue();
        }
        mistake(key, key + ": must be a list");
        return List.of();
    }

    /** To be called when all keys were asked for: others are mistakes. */
    void end() {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> mistakes.at(keys.get(key), "unknown key " + key + Guess.among(known, key)));
    }
}
