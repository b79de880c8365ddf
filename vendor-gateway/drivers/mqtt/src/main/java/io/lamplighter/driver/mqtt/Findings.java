package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is found in a message, each name once: the first to claim it has it. */
final class Findings {
    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_NAME = 100;

    private final Map<String, Observation> observations = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private Instant validAt;

    Findings(Instant validAt) {
        this.validAt = validAt;
    }

    /** What is found from now on held then. */
    void at(Instant time) {
        validAt = time;
    }

    boolean has(String name) {
        return observations.containsKey(name);
    }

    void number(String name, String units, JsonNode value) {
        if (value.isNumber() && Double.isFinite(value.asDouble())) {
            add(new Observation.Attribute(name, value.asDouble(), units, validAt));
        } else {
            mistake(name, "a number");
        }
    }

    void flag(String name, boolean value) {
        add(new Observation.Status(name, value, validAt));
    }

    void text(String name, String value) {
        if (value.length() > LONGEST_TEXT || value.indexOf('\0') >= 0) {
            mistake(name, "a text of at most %d characters".formatted(LONGEST_TEXT));
        } else {
            add(new Observation.Status(name, value, validAt));
        }
    }

    /** It is not what it has to be. */
    void mistake(String name, String expected) {
        mistakes.add(name + " is not " + expected);
    }

    private void add(Observation observation) {
        if (observation.name().length() <= LONGEST_NAME) {
            observations.putIfAbsent(observation.name(), observation);
        }
    }

    List<Observation> observations() {
        return List.copyOf(observations.values());
    }

    Optional<String> firstMistake() {
        return mistakes.stream().findFirst();
    }

    /** The observations, for somebody who must not get less than there is. */
    List<Observation> complete() {
        firstMistake().ifPresent(mistake -> {
            throw new DriverException.ProtocolViolation(mistake, null);
        });
        return observations();
    }

    /** A vendor's word as a name: {@code CarbonDioxide} as {@code carbon_dioxide}, {@code pm2.5} as {@code pm2_5}. */
    static String name(String word) {
        var name = word.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        return name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "x" + name : name;
    }
}
