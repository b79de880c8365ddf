package io.lamplighter.gateway.feed;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesTopics;
import io.lamplighter.gateway.api.DevicePresence;
import io.lamplighter.gateway.api.VendorView;
import io.lamplighter.interactions.api.InteractionsTopics;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.ObservationsTopics;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The streams that there are. */
@SuppressWarnings("ImmutableEnumChecker") // the sets cannot be changed
enum FeedStreamKind {
    OBSERVATIONS('o', ObservationsTopics.OBSERVATIONS, ObservationView.class, Set.of("deviceId", "name")),
    DEVICES('d', DevicesTopics.DEVICES, DeviceView.class, Set.of("id")),
    RUNS('r', InteractionsTopics.RUNS, RunView.class, Set.of("id", "deviceId")),
    PRESENCE('p', null, DevicePresence.class, Set.of("deviceId")),
    VENDORS('v', null, VendorView.class, Set.of("vendor"));

    /** What is said to who names another. */
    static final String WORDS = "observations, devices, runs, presence or vendors";

    private final char letter;
    private final String topic;
    private final Set<String> fields;
    private final Set<String> keys;

    FeedStreamKind(char letter, String topic, Class<? extends Record> item, Set<String> keys) {
        this.letter = letter;
        this.topic = topic;
        this.fields = Arrays.stream(item.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toUnmodifiableSet());
        this.keys = keys;
    }

    /** The stream of this name; null when there is none. */
    static FeedStreamKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its part of a cursor begins with. */
    char letter() {
        return letter;
    }

    /** Null when it is told by this process alone. */
    String topic() {
        return topic;
    }

    boolean isOnTopic() {
        return topic != null;
    }

    /** The fields of its items. */
    Set<String> fields() {
        return fields;
    }

    /** The fields that name an item, which are always told. */
    Set<String> keys() {
        return keys;
    }

    /** Whether its changes have a name to be filtered by. */
    boolean hasNames() {
        return this == OBSERVATIONS || this == VENDORS;
    }
}
