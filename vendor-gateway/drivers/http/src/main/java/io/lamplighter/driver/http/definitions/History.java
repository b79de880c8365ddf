package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.Observation;
import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the past is asked for.
 *
 * @param items where the answer has one item for each time
 * @param since how the request writes times
 * @param of what each item tells
 */
public record History(Place items, TimeFormat since, Read of) {
    private static final String SINCE = "since";
    private static final String NOW = "now";

    static History of(Mapping yaml, Common common) {
        var request = RequestRule.of(yaml, common.with(SINCE, NOW), yaml.has("body") ? "POST" : "GET");
        var format = Formats.of(yaml, common, true);
        var since = yaml.mapping("since").map(History::times).orElse(TimeFormat.ISO);
        var read = new Read(
                request,
                format,
                yaml.mapping("validAt").map(time -> TimeRule.of(time, format)),
                Read.values(yaml, format));
        if (read.validAt().isEmpty()) {
            yaml.mistake("needs the key validAt, or else the past would be the present");
        }
        var history = new History(Places.items(yaml, format), since, read);
        yaml.end();
        return history;
    }

    private static TimeFormat times(Mapping yaml) {
        var format = TimeFormat.of(yaml);
        yaml.end();
        return format;
    }

    /** The same variables, and those of a question for what was since then. */
    public Map<String, Object> asking(Map<String, String> variables, Instant begin, Instant now) {
        var all = new HashMap<String, Object>(variables);
        all.put(SINCE, since.text(begin));
        all.put(NOW, since.text(now));
        return all;
    }

    /**
     * What an answer tells of the past, oldest first.
     *
     * @throws UnreadableException when something is not as it must be
     */
    public List<Observation> observations(
            Document document, Map<String, String> variables, Instant begin, Instant now) {
        var observations = new ArrayList<Observation>();
        var number = 0;
        for (var item : document.items(items, variables)) {
            observations.addAll(item(item, number++, variables, now));
        }
        observations.removeIf(observation -> observation.validAt().isBefore(begin));
        observations.sort(Comparator.comparing(Observation::validAt));
        return observations;
    }

    private List<Observation> item(Document item, int number, Map<String, String> variables, Instant now) {
        try {
            var time = of.validAt().orElseThrow().past(item, variables, now);
            return of.observations(item, variables, now, time);
        } catch (UnreadableException wrong) {
            throw new UnreadableException("item %d: %s".formatted(number, wrong.getMessage()));
        }
    }
}
