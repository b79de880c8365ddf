package io.lamplighter.interactions.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ETL-21, pain 18. */
@QuarkusTest
class WorkflowTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void goesFromStepToStepAndUsesWhatEarlierOnesBrought() {
        var sensor = device();
        var heater = device();
        var lamp = device();

        var id = started("""
            {"arguments": {"limit": 19}, "steps": [
              {"name": "read", "task": "pull_attributes", "target": {"devices": ["%s"]}},
              {"name": "act", "parallel": [
                {"name": "heat", "task": "set_attributes", "target": {"devices": ["%s"]},
                 "arguments": {"name": "setpoint", "value": {"$from": "/steps/0/values/temperature"}}},
                {"task": "set_status", "target": {"devices": ["%s"]},
                 "arguments": {"value": {"$from": "/steps/0/values/none", "default": false}}}]},
              {"task": "set_attributes", "target": {"devices": ["%s"]},
               "arguments": {"name": "setpoint", "value": {"$from": "/arguments/limit"}}}]}
            """.formatted(sensor, heater, lamp, heater)).getString("id");

        var workflow = ended(id);
        assertThat(workflow.getString("state")).isEqualTo("succeeded");
        assertThat(workflow.getString("task")).isEqualTo("workflow");
        assertThat(workflow.getInt("runs.succeeded")).isEqualTo(4);
        assertThat(workflow.getList("steps.name")).containsExactly("read", "heat", "act", null);
        assertThat(workflow.getList("steps.step")).containsExactly(0, 1, 1, 2);
        assertThat(workflow.getList("steps.state")).containsOnly("succeeded");
        assertThat(gateway.commands(heater).getFirst().at("/arguments/value").asDouble())
                .isEqualTo(21.5);
        assertThat(gateway.commands(heater).getLast().at("/arguments/value").asInt())
                .isEqualTo(19);
        assertThat(gateway.commands(lamp).getFirst().at("/arguments/value").asBoolean(true))
                .isFalse();
        assertThat(runs("interaction=" + id).getList("items")).hasSize(4);
    }

    @Test
    void stopsAfterAFailedStepUnlessToldToGoOn() {
        var bad = device();
        var good = device();
        gateway.fail(bad);
        var steps = "{\"steps\": [{\"task\": \"pull_all\", \"target\": {\"devices\": [\"%s\"]}, \"onFailure\": \"%s\"},"
                + " {\"task\": \"pull_all\", \"target\": {\"devices\": [\"%s\"]}}]}";

        var stopped = ended(started(steps.formatted(bad, "stop", good)).getString("id"));
        assertThat(stopped.getString("state")).isEqualTo("failed");
        assertThat(stopped.getString("error.code")).isEqualTo("step_failed");
        assertThat(stopped.getList("steps")).hasSize(1);
        assertThat(gateway.commands(good)).isEmpty();

        var wentOn = ended(started(steps.formatted(bad, "continue", good)).getString("id"));
        assertThat(wentOn.getString("state")).isEqualTo("partly_failed");
        assertThat(wentOn.getList("steps.state")).containsExactly("failed", "succeeded");
        assertThat(gateway.commands(good)).hasSize(1);
    }

    @Test
    void failsAStepWhoseReferenceFindsNothing() {
        var device = device();

        var workflow = ended(started("""
            {"steps": [{"task": "pull_status", "target": {"devices": ["%s"]}},
              {"task": "set_status", "target": {"devices": ["%s"]},
               "arguments": {"value": {"$from": "/steps/0/values/door"}}}]}
            """.formatted(device, device)).getString("id"));

        assertThat(workflow.getString("state")).isEqualTo("partly_failed");
        assertThat(workflow.getString("steps[1].error.code")).isEqualTo("unresolved_reference");
        assertThat(gateway.commands(device)).hasSize(1);
    }

    @Test
    void runsInAScheduleAsOneTaskOfSeveralSteps() { // pain 18
        var device = device();
        var steps = List.of(
                Map.of("task", "set_status", "target", devices(device), "arguments", Map.of("value", true)),
                Map.of("task", "set_status", "target", devices(device), "arguments", Map.of("value", false)));

        var schedule = post(
                        "/api/schedules",
                        Map.of(
                                "name",
                                "W " + device,
                                "rate",
                                "PT1S",
                                "task",
                                "workflow",
                                "arguments",
                                Map.of("steps", steps)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");

        await().atMost(TEN).until(() -> gateway.commands(device).size() >= 2);
        assertThat(gateway.commands(device).get(0).at("/arguments/value").asBoolean())
                .isTrue();
        assertThat(gateway.commands(device).get(1).at("/arguments/value").asBoolean(true))
                .isFalse();
        await().atMost(TEN)
                .until(() -> !runs("state=succeeded&schedule=" + schedule)
                        .getList("items")
                        .isEmpty());
        assertThat(sql("update schedules set enabled = false where id = '" + schedule + "'"))
                .isEqualTo(1);
    }

    @Test
    void cancelsWithTheStepsThatAreUnderWay() {
        var device = device();
        gateway.silentAbout(device);
        var id = started("{\"steps\": [{\"task\": \"pull_all\", \"target\": {\"devices\": [\"" + device
                        + "\"]}, \"timeout\": \"PT30S\"}, {\"task\": \"refresh_all\"}]}")
                .getString("id");
        await().atMost(TEN).until(() -> !gateway.commands(device).isEmpty());

        post("/api/interactions/" + id + "/cancel", "").then().statusCode(200);

        var workflow = ended(id);
        assertThat(workflow.getString("state")).isEqualTo("cancelled");
        assertThat(workflow.getList("steps.state")).containsExactly("cancelled");
        assertThat(workflow.getString("warnings[0].code")).isEqualTo("sent_before_cancel");
    }
}
