package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads properties: all at once where the description says how, the others one after the other, for many devices answer one
 * call at a time.
 *
 * <p>Where reading all at once is refused, each is read alone: some servients describe it and fail in it as soon as one of their
 * properties does. A property that the device refuses is left out, as long as another one is read.
 */
final class PropertyReader {
    /** What was read of one property: its observations, or why there are none. */
    private record Outcome(List<Observation> observations, DriverException failure) {}

    private final WotClient client;
    private final Clock clock;

    PropertyReader(WotClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    Uni<List<Observation>> read(Descriptions.Described described, Account account, Scope scope) {
        var thing = described.thing();
        var wanted = thing.properties().stream()
                .filter(property -> property.isRead(scope))
                .toList();
        if (wanted.isEmpty()) {
            throw new DriverException.Unsupported(thing.gaps("the device has nothing of what was asked for"));
        }
        var outcomes = thing.readAll().isPresent() && wanted.stream().anyMatch(Thing.Property::inAll)
                ? atOnce(described, account, wanted)
                : oneByOne(described, account, wanted);
        return outcomes.map(outcome -> chosen(outcome, scope));
    }

    /** What one property holds now. */
    Uni<List<Observation>> read(Descriptions.Described described, Account account, Thing.Property property) {
        return property.read().isPresent()
                ? value(described, account, property.read().get(), property)
                        .map(value -> observed(property, value, clock.instant()))
                : all(described, account).map(all -> observed(property, all.path(property.key()), clock.instant()));
    }

    /** The value of a property as it is on the wire. */
    Uni<JsonNode> value(Descriptions.Described described, Account account, Form form, Thing.Property property) {
        return client.ask(account, form.request(described.place()))
                .map(answer -> parsed(Answers.checked(answer), form, property));
    }

    private Uni<List<Outcome>> atOnce(Descriptions.Described described, Account account, List<Thing.Property> wanted) {
        var request = described.thing().readAll().orElseThrow().request(described.place());
        var others = wanted.stream().filter(property -> !property.inAll()).toList();
        return client.ask(account, request)
                .chain(answer -> answer.isAboutThisAlone()
                                && wanted.stream().anyMatch(each -> each.read().isPresent())
                        ? oneByOne(described, account, wanted)
                        : oneByOne(described, account, others).map(alone -> with(alone, ofAll(answer, wanted))));
    }

    private static List<Outcome> with(List<Outcome> alone, List<Outcome> together) {
        var all = new ArrayList<>(together);
        all.addAll(alone);
        return all;
    }

    private List<Outcome> ofAll(Answer answer, List<Thing.Property> wanted) {
        var all = object(Answers.checked(answer));
        var now = clock.instant();
        return wanted.stream()
                .filter(Thing.Property::inAll)
                .map(property -> new Outcome(observed(property, all.path(property.key()), now), null))
                .toList();
    }

    private Uni<JsonNode> all(Descriptions.Described described, Account account) {
        var form = described.thing().readAll();
        return form.isEmpty()
                ? Uni.createFrom().item(Json.MAPPER.missingNode())
                : client.ask(account, form.get().request(described.place()))
                        .map(answer -> object(Answers.checked(answer)));
    }

    private static JsonNode object(Answer answer) {
        var all = Json.parse(answer.body());
        if (!all.isObject()) {
            throw new DriverException.ProtocolViolation("what tells all properties is not an object", null);
        }
        return all;
    }

    private Uni<List<Outcome>> oneByOne(
            Descriptions.Described described, Account account, List<Thing.Property> wanted) {
        return Multi.createFrom()
                .iterable(wanted)
                .filter(property -> property.read().isPresent())
                .onItem()
                .transformToUniAndConcatenate(property -> alone(described, account, property))
                .collect()
                .asList();
    }

    private Uni<Outcome> alone(Descriptions.Described described, Account account, Thing.Property property) {
        var form = property.read().orElseThrow();
        return client.ask(account, form.request(described.place())).map(answer -> {
            if (answer.isAboutThisAlone()) {
                return new Outcome(List.of(), Answers.failure(answer.status(), answer.header("Retry-After")));
            }
            return new Outcome(
                    observed(property, parsed(Answers.checked(answer), form, property), clock.instant()), null);
        });
    }

    private static List<Observation> chosen(List<Outcome> outcomes, Scope scope) {
        var observations = outcomes.stream()
                .flatMap(outcome -> outcome.observations().stream())
                .filter(scope::includes)
                .toList();
        if (!observations.isEmpty()) {
            return observations;
        }
        throw outcomes.stream()
                .map(Outcome::failure)
                .filter(failure -> failure != null)
                .findFirst()
                .orElseGet(() ->
                        new DriverException.ProtocolViolation("the device tells no value of what it describes", null));
    }

    static JsonNode parsed(Answer answer, Form form, Thing.Property property) {
        var whole = property.fields().getFirst();
        return Form.isText(form.answered()) && whole.isWhole()
                ? whole.parsed(answer.body().toString())
                : Json.parse(answer.body());
    }

    /** @throws DriverException.ProtocolViolation when a value is not of the type that is described */
    private static List<Observation> observed(Thing.Property property, JsonNode value, Instant now) {
        var members = property.fields().stream().noneMatch(Field::isWhole);
        if (members && value.isValueNode() && !value.isNull() && !value.isMissingNode()) {
            throw new DriverException.ProtocolViolation(property.key() + " is not an object or an array", null);
        }
        return property.fields().stream()
                .filter(Field::readable)
                .flatMap(field -> field.observe(value, now).stream())
                .toList();
    }
}
