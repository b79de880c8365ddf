package io.lamplighter.local;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the suite, which exist before the first service starts. */
final class Topics {
    private static final int PARTITIONS = 8;
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact", "segment.ms", "3600000");
    private static final Map<String, String> DAY = Map.of("retention.ms", "86400000", "retention.bytes", "536870912");
    private static final Map<String, String> WEEK = Map.of("retention.ms", "604800000", "retention.bytes", "536870912");

    private Topics() {}

    static List<NewTopic> all() {
        return Stream.concat(
                        Stream.of("devices", "presence", "discoveries", "watchers")
                                .flatMap(name -> topic(name, COMPACTED)),
                        Stream.of("observations", "commands", "runs", "results").flatMap(name -> topic(name, DAY)))
                .toList();
    }

    private static Stream<NewTopic> topic(String name, Map<String, String> settings) {
        return Stream.of(
                new NewTopic(name, PARTITIONS, (short) 1).configs(settings),
                new NewTopic(name + "-dead-letter", 1, (short) 1).configs(WEEK));
    }
}
