package io.lamplighter.observations.ingest;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.post;
import static io.lamplighter.observations.Observations.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the limits that {@link io.lamplighter.observations.RegistryStub} sets. */
@QuarkusTest
class LimitedTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");
    private static final String RANGE = "must be between -40 and 125 Cel";

    private final UUID device = Devices.registered();

    @Inject
    MeterRegistry metrics;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
            limited_temperature | 125.1    | Cel    | value | must be between -40 and 125 Cel
            limited_temperature | 1e400    | Cel    | value | must be a finite number
            limited_temperature | 257.2    | [degF] | value | must be between -40 and 125 Cel
            limited_temperature | 0        | K      | value | must be between -40 and 125 Cel
            limited_temperature | 20       | W      | units | must be units that Cel can be converted to, and W is not
            limited_temperature | 20       | null   | units | must be units that Cel can be converted to, and 1 is not
            limited_power       | -0.1     | W      | value | must be at least 0
            limited_door        | "ajar"   | null   | value | must be one of open, closed, true
            limited_door        | false    | null   | value | must be one of open, closed, true
            """)
    void namesWhatIsOutsideOfItsLimits(String name, String value, String units, String field, String message) {
        var before = refused(field);

        post(json(device, name, value, units, TIME))
                .statusCode(400)
                .body("violations.field", equalTo(List.of(field)))
                .body("violations.message", equalTo(List.of(message)));

        assertThat(refused(field)).isEqualTo(before + 1);
    }

    private double refused(String reason) {
        return metrics.counter("lamplighter.observations.refused", "reason", reason)
                .count();
    }

    @Test
    void takesWhatIsJustWithinItsLimits() {
        accepted(
                json(device, "limited_temperature", "125", "Cel", TIME),
                json(device, "limited_temperature", "257", "[degF]", TIME.plusSeconds(1)),
                json(device, "limited_temperature", "233.15", "K", TIME.plusSeconds(2)),
                json(device, "limited_temperature", "\"unknown\"", null, TIME.plusSeconds(3)),
                json(device, "limited_power", "0", "W", TIME),
                json(device, "limited_door", "\"closed\"", null, TIME),
                json(device, "limited_door", "true", null, TIME.plusSeconds(1)),
                json(device, "temperature", "1000", "Cel", TIME));

        assertThat(stored(device, 8)).hasSize(8);
    }

    @Test
    void takesTheOthersOfARequest() {
        post("[" + json(device, "limited_temperature", "200", "Cel", TIME) + ","
                        + json(device, "limited_temperature", "20", "Cel", TIME) + "]")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("refused.field", equalTo(List.of("[0].value")))
                .body("refused.message", equalTo(List.of(RANGE)));
        post("""
                {"deviceId":"%s","name":"limited_temperature","units":"Cel",
                "validAt":["2026-11-21T09:00:00Z","2026-11-21T09:00:01Z","2026-11-21T09:00:02Z"],
                "values":[21,-41,22]}""".formatted(device))
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("refused.field", equalTo(List.of("values[1]")));

        assertThat(stored(device, 3)).extracting("value").containsExactlyInAnyOrder(20.0f, 21.0f, 22.0f);
    }

    @Test
    void putsAsideWhatComesFromTheTopicAndStoresTheRest() {
        Topic.observations(
                device,
                json(device, "limited_temperature", "21", "Cel", TIME),
                json(device, "limited_temperature", "126", "Cel", TIME.plusSeconds(1)));

        assertThat(stored(device, 1)).extracting("value").containsExactly(21.0f);
        var letter = await().until(
                        () -> Topic.read("observations-dead-letter", device.toString()), found -> !found.isEmpty())
                .getFirst();
        assertThat(Topic.header(letter, "dead-letter-reason")).isEqualTo("observations[1].value: " + RANGE);
    }
}
