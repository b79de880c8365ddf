package io.lamplighter.driver.http.documents;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer, or one item of an answer, that can be looked into. Each form knows its own kinds of {@link Place}. */
public interface Document {

    /**
     * The single value at a place.
     *
     * @param variables of the device, for places that ask for them
     * @return a {@link java.math.BigDecimal}, {@link Boolean} or {@link String}; empty when nothing is there
     * @throws UnreadableException when more than a single value is there, or a number that is not finite
     */
    Optional<Object> at(Place place, Map<String, String> variables);

    /**
     * The items at a place, in their order.
     *
     * @throws UnreadableException when no list is there
     */
    List<? extends Document> items(Place place, Map<String, String> variables);

    /** A place of one form was looked up in an answer of another, which reading the definition has ruled out. */
    static IllegalArgumentException foreign(Place place) {
        return new IllegalArgumentException("no place of this form: " + place);
    }
}
