package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a vendor says in JSON that something went wrong, whatever the status of its answer.
 *
 * @param kinds keyword of the failure by the vendor's code
 * @param otherwise keyword for codes that are not listed
 */
public record ErrorRule(Place place, Map<String, String> kinds, String otherwise) {
    private static final Format JSON = new Format.Json();
    private static final String[] KINDS = {
        "unreachable", "rateLimited", "authenticationFailed", "rejected", "unsupported"
    };

    static ErrorRule of(Mapping yaml) {
        var kinds = new LinkedHashMap<String, String>();
        yaml.mapping("map")
                .ifPresent(map ->
                        map.names().forEach(code -> kinds.put(code, map.required(code, "", ErrorRule::kind))));
        var rule = new ErrorRule(Places.of(yaml, JSON), kinds, yaml.or("otherwise", "rejected", ErrorRule::kind));
        yaml.end();
        return rule;
    }

    private static String kind(String text) {
        return Words.of(text, KINDS);
    }

    /**
     * The failure that an answer tells of, if it does.
     *
     * @param good whether its status says that all went well; otherwise the status tells more than a code that is not listed
     */
    public Optional<DriverException> failure(byte[] body, boolean good) {
        try {
            return JSON.parse(body, Optional.empty(), Map.of())
                    .at(place, Map.of())
                    .filter(code -> good || kinds.containsKey(Escape.plain(code)))
                    .map(this::failure);
        } catch (UnreadableException noError) {
            return Optional.empty();
        }
    }

    private DriverException failure(Object code) {
        var text = Escape.plain(code);
        var message = "the vendor says %.100s".formatted(text.replaceAll("[^ -~]", "?"));
        return switch (kinds.getOrDefault(text, otherwise)) {
            case "unreachable" -> new DriverException.Unreachable(message, (Throwable) null);
            case "rateLimited" -> new DriverException.RateLimited(message, null);
            case "authenticationFailed" -> new DriverException.AuthenticationFailed(message);
            case "unsupported" -> new DriverException.Unsupported(message);
            default -> new DriverException.Rejected(message);
        };
    }
}
