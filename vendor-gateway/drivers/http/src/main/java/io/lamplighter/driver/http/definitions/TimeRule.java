package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where an answer tells when it held. What is told of the future, by more than clocks differ, is not believed.
 *
 * @param within how old a time may be to be believed; older ones are taken for a clock that is not set
 */
record TimeRule(Place place, TimeFormat format, Optional<Duration> within) {
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(50);

    static TimeRule of(Mapping yaml, Format format) {
        var rule = new TimeRule(Places.of(yaml, format), TimeFormat.of(yaml), yaml.optional("within", Words::duration));
        yaml.end();
        return rule;
    }

    /**
     * When the answer held, by our clock where that of the vendor is not believed.
     *
     * @throws UnreadableException when it does not say so
     */
    Instant read(Document document, Map<String, String> variables, Instant now) {
        var told = told(document, variables);
        var far = within.filter(most -> Duration.between(told, now).compareTo(most) > 0);
        return far.isPresent() || isFuture(told, now) ? now : told;
    }

    /**
     * When something in the past held.
     *
     * @throws UnreadableException when it does not say so, or says that it is yet to come
     */
    Instant past(Document document, Map<String, String> variables, Instant now) {
        var told = told(document, variables);
        if (isFuture(told, now)) {
            throw new UnreadableException("the time at %s is in the future".formatted(place.text()));
        }
        return told;
    }

    private static boolean isFuture(Instant told, Instant now) {
        return told.isAfter(now.plus(CLOCKS_DIFFER));
    }

    private Instant told(Document document, Map<String, String> variables) {
        try {
            return document.at(place, variables)
                    .map(format::parse)
                    .orElseThrow(() -> new UnreadableException("is missing"));
        } catch (UnreadableException wrong) {
            throw new UnreadableException("the time at %s %s".formatted(place.text(), wrong.getMessage()));
        }
    }
}
