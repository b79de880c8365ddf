package io.lamplighter.interactions.schedules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and writes sets of schedules as YAML. A document is read more strictly than a request: what it does not know is a slip. */
@Singleton
final class ScheduleDocuments {
    private static final String LIST = "schedules";
    private static final Set<String> FIELDS = Arrays.stream(DefineSchedule.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    /** What a definition is when it does not say so; left out of what is written. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "timeZone",
            "UTC",
            "days",
            "or",
            "overlap",
            "skip",
            "runAtStart",
            "false",
            "enabled",
            "true",
            "timeout",
            "PT10S");

    private final YAMLMapper yaml = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS) // a status is named on
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());
    private final Bodies bodies;

    ScheduleDocuments(Bodies bodies) {
        this.bodies = bodies;
    }

    List<DefineSchedule> read(byte[] document) {
        var schedules = schedules(tree(document));
        var violations = new ArrayList<Violation>();
        var asked = new ArrayList<DefineSchedule>();
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < schedules.size(); i++) {
            var definition = read(schedules.get(i), "schedules[" + i + "]", violations);
            if (definition != null) {
                asked.add(definition);
                checkName(definition.name(), places.putIfAbsent(definition.name(), i), i, violations);
            }
        }
        Bodies.refuse(violations);
        return asked;
    }

    private static void checkName(String name, Integer before, int index, List<Violation> violations) {
        if (name == null || name.isBlank()) {
            violations.add(new Violation("schedules[" + index + "].name", "must not be blank"));
        } else if (before != null) {
            violations.add(
                    new Violation("schedules[" + index + "].name", "is the name of schedules[" + before + "] as well"));
        }
    }

    private ObjectNode tree(byte[] document) {
        try {
            if (yaml.readTree(document == null ? new byte[0] : document) instanceof ObjectNode found) {
                return bodies.object(json(found));
            }
        } catch (JsonProcessingException broken) {
            var where = broken.getLocation();
            throw Problems.invalid(
                    "body",
                    "is not YAML, or has a key twice"
                            + (where == null
                                    ? ""
                                    : ": see line " + where.getLineNr() + ", column " + where.getColumnNr()));
        } catch (IOException unreadable) {
            throw Problems.invalid("body", "is not YAML");
        }
        throw Problems.invalid("body", "must be a YAML mapping with the list " + LIST);
    }

    private static byte[] json(ObjectNode found) {
        return found.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static ArrayNode schedules(ObjectNode tree) {
        for (var name : (Iterable<String>) tree::fieldNames) {
            if (!name.equals(LIST) && !name.equals("set")) {
                throw Problems.invalid(name, "is not known here; only " + LIST + " and set are");
            }
        }
        if (tree.get(LIST) instanceof ArrayNode schedules) {
            return schedules;
        }
        throw Problems.invalid(LIST, "must be a list of schedules");
    }

    private DefineSchedule read(JsonNode node, String path, List<Violation> violations) {
        if (!(node instanceof ObjectNode schedule)) {
            violations.add(new Violation(path, "must be a mapping"));
            return null;
        }
        int before = violations.size();
        for (var name : (Iterable<String>) schedule::fieldNames) {
            if (!FIELDS.contains(name)) {
                violations.add(new Violation(path + "." + name, "is not a field of a schedule"));
            }
        }
        try {
            var definition = bodies.read(schedule, DefineSchedule.class);
            return violations.size() == before ? definition : null;
        } catch (HttpProblem wrong) {
            if (wrong.getParameters().get("violations") instanceof List<?> found) {
                found.forEach(one -> violations.add(below(path, (Violation) one)));
            }
            return null;
        }
    }

    private static Violation below(String path, Violation violation) {
        return new Violation(path + "." + violation.field(), violation.message());
    }

    String write(String set, List<Schedule> schedules) {
        var document = yaml.createObjectNode();
        if (set != null) {
            document.put("set", set);
        }
        var list = document.putArray(LIST);
        for (var schedule : schedules) {
            list.add(concise(bodies.tree(schedule.definition())));
        }
        try {
            return yaml.writeValueAsString(document);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode concise(ObjectNode definition) {
        DEFAULTS.forEach((field, value) -> {
            if (definition.path(field).asText().equals(value)) {
                definition.remove(field);
            }
        });
        if (definition.path("misfire").asText().equals(definition.has("at") ? "once" : "skip")) {
            definition.remove("misfire");
        }
        if (definition.path("arguments").isEmpty()) {
            definition.remove("arguments");
        }
        return definition;
    }
}
