package io.lamplighter.interactions.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** IOT-45, against answers of our own in the shape of a public service for the carbon intensity of a grid. */
@QuarkusTest
class FollowSignalTest extends ServiceTest {
    private static String answer(String name) {
        try (var file = FollowSignalTest.class.getResourceAsStream("/signals/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private JsonPath follow(UUID device, double below, double above, Object... more) {
        var arguments = new HashMap<String, Object>(Map.of("source", "grid", "below", below, "above", above));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return ended(start("follow_signal", devices(device), arguments).getString("id"));
    }

    @Test
    void switchesOnBelowTheThresholdAndOffAboveTheOther() {
        var device = device();
        signalAnswers(answer("carbon-intensity"));

        var clean = follow(device, 150, 250);

        assertThat(clean.getString("state")).isEqualTo("succeeded");
        assertThat(clean.getString("decision.task")).isEqualTo("set_status");
        assertThat(clean.getString("decision.reason")).isEqualTo("143.0 is below 150.0.");
        var command = gateway.commands(device).getFirst();
        assertThat(command.get("task").asText()).isEqualTo("set_status");
        assertThat(command.at("/arguments/value").asBoolean()).isTrue();

        signalAnswers(answer("carbon-intensity-high"));
        assertThat(follow(device, 150, 250).getString("state")).isEqualTo("succeeded");
        assertThat(gateway.commands(device).getLast().at("/arguments/value").asBoolean())
                .isFalse();
    }

    @Test
    void leavesTheDeviceAsItIsBetweenTheThresholds() {
        var device = device();
        signalAnswers(answer("carbon-intensity"));

        var between = follow(device, 100, 200);

        assertThat(between.getString("state")).isEqualTo("succeeded");
        assertThat(between.getInt("runs.skipped")).isEqualTo(1);
        assertThat(runs("interaction=" + between.getString("id")).getString("items[0].error.code"))
                .isEqualTo("not_needed");
        assertThat(gateway.commands(device)).isEmpty();
    }

    @Test
    void fallsBackWhenTheSourceIsDead() {
        var device = device();
        signalAnswers("");

        assertThat(follow(device, 150, 250, "fallback", false).getString("state"))
                .isEqualTo("succeeded");
        assertThat(gateway.commands(device).getLast().at("/arguments/value").asBoolean(true))
                .isFalse();
        signalAnswers(answer("carbon-intensity-missing"));
        assertThat(follow(device, 150, 250, "fallback", "keep").getInt("runs.skipped"))
                .isEqualTo(1);
        signalAnswers("no json");
        var without = follow(device, 150, 250);
        assertThat(without.getString("state")).isEqualTo("failed");
        assertThat(without.getString("error.code")).isEqualTo("source_dead");
        assertThat(gateway.commands(device)).hasSize(1);
    }

    @Test
    void doesNotTrustANumberThatIsTooOld() {
        var device = device();
        signalAnswers(answer("carbon-intensity").replace("2026-11-21T10:00Z", "2020-01-01T10:00Z"));
        assertThat(follow(device, 150, 250, "source", "timed").getString("error.code"))
                .isEqualTo("source_dead");

        signalAnswers(answer("carbon-intensity")
                .replace("2026-11-21T10:00Z", Instant.now().toString()));
        assertThat(follow(device, 150, 250, "source", "timed").getString("state"))
                .isEqualTo("succeeded");
    }
}
