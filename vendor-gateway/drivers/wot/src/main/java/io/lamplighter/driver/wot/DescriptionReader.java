package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link Thing} of a Thing Description. What cannot be used is left out with the reason, so that one affordance over
 * another protocol does not spoil the others.
 */
final class DescriptionReader {
    private static final Set<String> READ = Set.of("readproperty");
    private static final Set<String> WRITE = Set.of("writeproperty");
    private static final Set<String> READ_AND_WRITE = Set.of("readproperty", "writeproperty");
    private static final Set<String> SUBSCRIBE = Set.of("subscribeevent");
    private static final int MOST = 512;

    private final JsonNode thing;
    private final Map<String, String> given;
    private final Forms forms;
    private final Names names = new Names();
    private final Map<String, String> gaps = new LinkedHashMap<>();
    private final List<Thing.Property> properties = new ArrayList<>();
    private final List<Thing.Stream> streams = new ArrayList<>();
    private final Optional<Form> readAll;
    private final Optional<Form> observeAll;

    private DescriptionReader(JsonNode thing, URI at, Map<String, String> given) {
        this.thing = thing;
        this.given = given;
        this.forms = new Forms(thing, at);
        this.readAll = ofAll("readallproperties");
        this.observeAll = ofAll("observeallproperties");
    }

    /**
     * Reads a description.
     *
     * @param at where it lies
     * @param given values of URI variables
     * @throws DriverException.ProtocolViolation when it is no Thing Description
     */
    static Thing read(JsonNode thing, URI at, Map<String, String> given) {
        if (!isDescription(thing)) {
            throw new DriverException.ProtocolViolation("what lies there is no Thing Description", null);
        }
        var affordances = thing.path("properties").size()
                + thing.path("actions").size()
                + thing.path("events").size();
        if (affordances > MOST) {
            throw new DriverException.ProtocolViolation(
                    "the description has more than %d properties, actions and events".formatted(MOST), null);
        }
        return new DescriptionReader(thing, at, given).read();
    }

    static boolean isDescription(JsonNode json) {
        return json.isObject()
                && !Json.texts(json.path("@type")).contains("tm:ThingModel")
                && (json.has("@context") || json.has("securityDefinitions"))
                && (json.path("properties").isObject()
                        || json.path("actions").isObject()
                        || json.path("events").isObject()
                        || json.path("title").isTextual());
    }

    private Thing read() {
        thing.path("properties").properties().forEach(entry -> orGap(entry.getKey(), () -> property(entry)));
        observeAll.ifPresent(form -> streams.add(new Thing.Stream(form, told(), false)));
        var actions = new ArrayList<Action>();
        thing.path("actions")
                .properties()
                .forEach(entry -> orGap(entry.getKey(), () -> actions.add(action(entry.getKey(), entry.getValue()))));
        events();
        return new Thing(
                title(thing),
                DeviceTypes.of(thing),
                readAll,
                List.copyOf(properties),
                List.copyOf(actions),
                List.copyOf(streams),
                Map.copyOf(gaps));
    }

    static String title(JsonNode thing) {
        var title = Json.title(thing);
        return title.isBlank() ? thing.path("id").asText("thing") : title;
    }

    private void orGap(String key, Runnable reading) {
        try {
            reading.run();
        } catch (DriverException.Unsupported reason) {
            gaps.put(Names.of(key), reason.getMessage());
        }
    }

    private void property(Map.Entry<String, JsonNode> entry) {
        var key = entry.getKey();
        var schema = entry.getValue();
        var variables = new UriVariables(thing, schema, given);
        var reads = Attempt.of(() -> forms.choose(schema, "readproperty", defaults(schema), variables.known()))
                .unless(schema.path("writeOnly").asBoolean());
        var writes = Attempt.of(() -> forms.choose(schema, "writeproperty", defaults(schema), variables.known()))
                .unless(schema.path("readOnly").asBoolean());
        var observes = Attempt.of(() -> forms.choose(schema, "observeproperty", Set.of(), variables.known()));
        var isInAll = readAll.isPresent() && !schema.path("writeOnly").asBoolean() && Forms.isReadable(schema);
        if (!isInAll && reads.isEmpty() && writes.isEmpty() && observes.isEmpty()) {
            throw new DriverException.Unsupported(reads.reason());
        }
        var href = reads.made().or(writes::made).map(Form::href).orElse("");
        var choices = Attempt.of(() -> variables.choices(href));
        if (!isInAll && choices.isEmpty()) {
            throw new DriverException.Unsupported(choices.reason());
        }
        for (var choice : choices.made().orElse(List.of(Map.of()))) {
            var fields = Fields.of(schema, name(key, schema, choice), names, "property");
            properties.add(new Thing.Property(
                    key,
                    isInAll && choice.isEmpty(),
                    reads.unless(choices.isEmpty()).made().map(form -> form.with(choice)),
                    writes.unless(choices.isEmpty()).made().map(form -> form.with(choice)),
                    fields));
            if (observeAll.isEmpty() && choice.isEmpty()) {
                observes.made().ifPresent(form -> streams.add(new Thing.Stream(form, Map.of(key, fields), false)));
            }
        }
    }

    private static Set<String> defaults(JsonNode schema) {
        if (schema.path("readOnly").asBoolean()) {
            return READ;
        }
        return schema.path("writeOnly").asBoolean() ? WRITE : READ_AND_WRITE;
    }

    /** What other drivers call it, where that is clear; else its own name. */
    private String name(String key, JsonNode schema, Map<String, String> choice) {
        var name = Names.meaning(schema).filter(this::isClear).orElseGet(() -> Names.of(key));
        return choice.values().stream().reduce(name, Names::of);
    }

    private boolean isClear(String meaning) {
        var count = 0;
        for (var entry : thing.path("properties").properties()) {
            if (Names.of(entry.getKey()).equals(meaning)
                    || Names.meaning(entry.getValue()).filter(meaning::equals).isPresent()) {
                count++;
            }
        }
        return count == 1;
    }

    /** All that can be told of properties at once: those that are one thing, and not a choice of many. */
    private Map<String, List<Field>> told() {
        var told = new LinkedHashMap<String, List<Field>>();
        for (var property : properties) {
            if (told.put(property.key(), property.fields()) != null) {
                told.put(property.key(), List.of());
            }
        }
        return told;
    }

    private void events() {
        var all = ofAll("subscribeallevents");
        var told = new LinkedHashMap<String, List<Field>>();
        thing.path("events")
                .properties()
                .forEach(entry -> orGap(entry.getKey(), () -> {
                    var form = all.orElseGet(() -> forms.choose(
                            entry.getValue(),
                            "subscribeevent",
                            SUBSCRIBE,
                            new UriVariables(thing, entry.getValue(), given).known()));
                    var fields = fields(entry.getKey(), entry.getValue().path("data"));
                    if (all.isPresent()) {
                        told.put(entry.getKey(), fields);
                    } else {
                        streams.add(new Thing.Stream(form, Map.of(entry.getKey(), fields), true));
                    }
                }));
        all.filter(form -> !told.isEmpty()).ifPresent(form -> streams.add(new Thing.Stream(form, told, true)));
    }

    /** Of an event that carries what cannot be observed, such as a list, it is told that it happened. */
    private List<Field> fields(String key, JsonNode data) {
        return Optional.of(data)
                .filter(described -> !Fields.type(described).isEmpty())
                .flatMap(described -> Attempt.of(() -> Fields.of(described, Names.of(key), names, "event"))
                        .made())
                .orElseGet(() -> List.of(Fields.event(Names.of(key), names)));
    }

    private Action action(String key, JsonNode action) {
        var variables = new UriVariables(thing, action, given);
        var form = forms.choose(action, "invokeaction", Set.of("invokeaction"), variables.known());
        var name = names.give(Names.of(key), "action");
        var input = action.path("input");
        var structured = Set.of("object", "array").contains(Fields.type(input));
        var members = new LinkedHashMap<String, Field>();
        input.path("properties")
                .properties()
                .forEach(entry -> scalar(entry.getKey(), entry.getValue())
                        .ifPresent(field -> members.put(entry.getKey(), field)));
        var only = members.size() == 1 && input.path("properties").size() == 1
                ? members.keySet().iterator().next()
                : "";
        var whole = action.has("input") && !structured ? scalar(name, input) : Optional.ofNullable(members.get(only));
        return new Action(
                name,
                form,
                whole,
                only,
                Map.copyOf(members),
                structured,
                Json.texts(input.path("required")),
                Set.copyOf(variables.names()),
                output(name, action.path("output")));
    }

    private static Optional<Field> scalar(String name, JsonNode schema) {
        return Attempt.of(() -> Fields.of(schema, Names.of(name), new Names(), "input"))
                .made()
                .filter(fields -> fields.size() == 1 && fields.getFirst().isWhole())
                .map(List::getFirst);
    }

    private List<Field> output(String name, JsonNode output) {
        return Fields.type(output).isEmpty()
                ? List.of()
                : Attempt.of(() -> Fields.of(output, name + "_output", names, "action"))
                        .made()
                        .orElse(List.of());
    }

    /** A form of the thing itself. */
    private Optional<Form> ofAll(String operation) {
        return Attempt.of(() -> forms.choose(thing, operation, Set.of(), new UriVariables(thing, thing, given).known()))
                .made()
                .filter(form -> Form.isJson(form.answered()) || form.subscribing() == Form.Subscribing.SSE)
                .filter(form -> form.subscribing() != Form.Subscribing.LONG_POLL);
    }
}
