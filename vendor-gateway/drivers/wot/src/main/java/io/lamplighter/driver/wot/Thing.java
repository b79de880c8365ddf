package io.lamplighter.driver.wot;

import io.lamplighter.driver.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a Thing Description says, as far as it can be used here.
 *
 * @param readAll how all properties are read at once, where they can be
 * @param gaps what is described and cannot be used, by name, with the reason
 */
record Thing(
        String title,
        String type,
        Optional<Form> readAll,
        List<Property> properties,
        List<Action> actions,
        List<Stream> streams,
        Map<String, String> gaps) {
    /**
     * A property, or with URI variables one choice of their values.
     *
     * @param key its name in the description
     * @param inAll whether it is among what is read at once
     */
    record Property(String key, boolean inAll, Optional<Form> read, Optional<Form> write, List<Field> fields) {
        boolean isRead(Scope scope) {
            return (inAll || read.isPresent())
                    && fields.stream().anyMatch(field -> field.readable() && field.mayBe(scope));
        }

        Optional<Field> settable(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name) && field.writable() && write.isPresent())
                    .filter(field -> field.isWhole() || read.isPresent())
                    .findFirst();
        }
    }

    /**
     * What is told while a connection lasts.
     *
     * @param told the fields of each property or event, by its name in the description; where there are several, each message
     *     says which it is about
     * @param events whether they are events, of which the schemas are taken as hints
     */
    record Stream(Form form, Map<String, List<Field>> told, boolean events) {}

    Optional<Property> property(Predicate<Property> that) {
        return properties.stream().filter(that).findFirst();
    }

    /** Why something of this name cannot be done. */
    String gap(String name) {
        return gaps.containsKey(name)
                ? name + " cannot be used: " + gaps.get(name)
                : "the description has no %.100s that can be set".formatted(name);
    }

    /** Why nothing can be read or listened to. */
    String gaps(String otherwise) {
        return gaps.isEmpty() ? otherwise : "%s: %.300s".formatted(otherwise, gaps);
    }
}
