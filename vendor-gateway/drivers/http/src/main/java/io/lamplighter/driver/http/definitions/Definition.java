package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.Scope;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of device: how it is asked, what its answers mean, and how it is set.
 *
 * @param name as devices name it
 * @param title for people
 * @param variables names of those that vendor ids or account settings must have, but for those with defaults
 * @param poll how often it may sensibly be asked, for people who write schedules
 * @param sets how it is set, by the name of what is set
 */
public record Definition(
        String name,
        String title,
        Set<String> variables,
        Map<String, String> defaults,
        Optional<Duration> poll,
        List<Read> reads,
        Map<String, SetRule> sets,
        Optional<Discovery> discovery,
        Optional<History> history,
        Optional<ErrorRule> errors) {

    /** What devices name their definition by; no variable has this name. */
    public static final String KEY = "definition";

    static Definition of(Mapping yaml) {
        var name = yaml.required(KEY, "x", Words::definition);
        var title = yaml.or("title", name, text -> text);
        var variables = variables(yaml);
        var common = Common.of(yaml, variables);
        var reads = yaml.mappings("read").stream()
                .map(read -> Read.of(read, common))
                .toList();
        var definition = new Definition(
                name,
                title,
                variables,
                defaults(yaml, variables),
                yaml.optional("poll", Words::duration),
                reads,
                sets(yaml, common),
                yaml.mapping("discover").map(mapping -> Discovery.of(mapping, common)),
                yaml.mapping("history").map(mapping -> History.of(mapping, common)),
                yaml.mapping("errors").map(ErrorRule::of));
        definition.check(yaml);
        yaml.end();
        return definition;
    }

    private static Set<String> variables(Mapping yaml) {
        var variables = new LinkedHashSet<String>();
        for (var text : yaml.texts("variables")) {
            try {
                variables.add(Words.variable(text));
            } catch (IllegalArgumentException wrong) {
                yaml.mistake("variables", "variables: " + wrong.getMessage());
            }
        }
        if (variables.contains(KEY) || variables.contains(SetRule.VALUE)) {
            yaml.mistake("variables", "variables: definition and value have meanings of their own");
        }
        return variables;
    }

    private static Map<String, String> defaults(Mapping yaml, Set<String> variables) {
        var defaults = new LinkedHashMap<String, String>();
        yaml.mapping("defaults")
                .ifPresent(mapping -> mapping.names().forEach(name -> {
                    defaults.put(name, mapping.required(name, "", text -> text));
                    if (!variables.contains(name)) {
                        mapping.mistake(name, "there is no variable " + name + Guess.among(variables, name));
                    }
                }));
        return defaults;
    }

    private static Map<String, SetRule> sets(Mapping yaml, Common common) {
        var sets = new LinkedHashMap<String, SetRule>();
        for (var mapping : yaml.mappings("set")) {
            var rule = SetRule.of(mapping, common);
            if (sets.putIfAbsent(rule.name(), rule) != null) {
                mapping.mistake("name", "name: how " + rule.name() + " is set is already said");
            }
        }
        return sets;
    }

    private void check(Mapping yaml) {
        if (reads.isEmpty()) {
            yaml.mistake("needs the key read, with at least one request");
        }
        var names = new HashSet<String>();
        reads.stream()
                .flatMap(read -> read.values().stream())
                .map(ValueRule::name)
                .forEach(value -> {
                    if (!names.add(value)) {
                        yaml.mistake("read", "read: there are two values named " + value);
                    }
                });
        sets.keySet().stream()
                .filter(set -> !names.contains(set))
                .forEach(set -> yaml.mistake(
                        "set",
                        "set: " + set + " is not among what is read, so it could not be read back"
                                + Guess.among(names, set)));
    }

    /** The reads that have something of what is asked for. */
    public List<Read> reads(Scope scope) {
        return reads.stream()
                .filter(read -> read.values().stream().anyMatch(value -> value.isIn(scope)))
                .toList();
    }

    /** The reads that tell what a value is after it was set. */
    public List<Read> readsOf(String value) {
        return reads.stream()
                .filter(read ->
                        read.values().stream().anyMatch(rule -> rule.name().equals(value)))
                .toList();
    }
}
