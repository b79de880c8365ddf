package io.lamplighter.interactions.schedules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.ServiceTest;
import io.lamplighter.interactions.interactions.Expander;
import io.lamplighter.interactions.interactions.Interactions;
import io.lamplighter.interactions.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FiringTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Inject
    Database database;

    @Inject
    Schedules schedules;

    @Inject
    Interactions interactions;

    @Inject
    Expander expander;

    @Inject
    SchedulesConfig config;

    @Inject
    MeterRegistry meters;

    @Inject
    Vertx vertx;

    /** Another replica's firing, at a time of its own. */
    private Firing replica(Clock clock) {
        return new Firing(database, schedules, interactions, expander, config, meters, clock, vertx);
    }

    private String define(UUID device, Object... more) {
        var definition = new HashMap<String, Object>();
        definition.put("name", "F " + UUID.randomUUID());
        definition.put("task", "pull_all");
        definition.put("target", devices(device));
        for (int i = 0; i < more.length; i += 2) {
            definition.put((String) more[i], more[i + 1]);
        }
        return post("/api/schedules", definition)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    private long count(String schedule, String condition) {
        return sql("select count(*) from interactions where schedule_id = '" + schedule + "' and " + condition);
    }

    private void awaitCount(String schedule, String condition, int least) {
        await().atMost(TEN).until(() -> count(schedule, condition) >= least);
    }

    private void disable(String schedule) {
        given().contentType("application/json")
                .body("{\"enabled\":false}")
                .patch("/api/schedules/" + schedule)
                .then()
                .statusCode(200);
    }

    @Test
    void firesOnceForEachSecondAndNeverBeforeTheDueTime() { // IOT-55, pain 9
        var schedule = define(device(), "cron", "* * * * * *");

        awaitCount(schedule, "state = 'succeeded'", 3);

        disable(schedule);
        assertThat(count(schedule, "created_at < due_at")).isZero();
        assertThat(count(schedule, "created_at > due_at + interval '250 milliseconds'"))
                .isZero();
        assertThat(sql("select count(distinct due_at) - count(*) from interactions where schedule_id = '" + schedule
                        + "'"))
                .isZero();
        assertThat(runs("schedule=" + schedule).getString("items[0].requestedBy"))
                .startsWith("schedule:F ");
    }

    @Test
    void firesEachTimeExactlyOnceHoweverManyReplicasRun() throws Exception { // IOT-60, pains 1 to 4
        var device = device();
        var schedule = define(device, "cron", "*/5 * * * * *", "misfire", "all", "overlap", "allow", "enabled", false);
        assertThat(sql(
                        "update schedules set enabled = true, next_at = date_trunc('minute', now()) - interval '20 minutes' where id = '"
                                + schedule + "'"))
                .isEqualTo(1);
        var clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        var ready = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int replica = 0; replica < 3; replica++) {
                var firing = replica(clock);
                var ignored = threads.submit(() -> {
                    ready.await();
                    for (int pass = 0; pass < 120; pass++) {
                        assertThat(firing.pass().await().atMost(TEN)).isNotNull();
                    }
                    return true;
                });
            }
            ready.countDown();
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> sql("select count(*) from schedules where id = '" + schedule
                                + "' and next_at > now() - interval '5 seconds'")
                        == 1);
        disable(schedule);
        assertThat(sql("select count(*) - count(distinct due_at) from interactions where schedule_id = '" + schedule
                        + "'"))
                .isZero();
        assertThat(sql(
                        "select count(*) - 1 - extract(epoch from max(due_at) - min(due_at)) / 5 from interactions where schedule_id = '"
                                + schedule + "'"))
                .isZero();
        assertThat(count(schedule, "true")).isGreaterThanOrEqualTo(240);
    }

    @Test
    void leavesOutMissedTimesAndTellsSo() { // IOT-59
        var schedule = define(device(), "cron", "0 0 1 1 *");

        assertThat(sql(
                        "update schedules set cron = '0 * * * *', next_at = date_trunc('hour', now()) - interval '5 hours' where id = '"
                                + schedule + "'"))
                .isEqualTo(1);

        await().atMost(TEN)
                .until(() ->
                        given().get("/api/schedules/" + schedule).jsonPath().getString("lastError") != null);
        var view = given().get("/api/schedules/" + schedule).jsonPath();
        assertThat(view.getString("lastError")).isEqualTo("missed: 6 times were left out by the misfire rule");
        assertThat(Instant.parse(view.getString("nextAt"))).isAfter(Instant.now());
        assertThat(count(schedule, "true")).isZero();
    }

    @Test
    void recordsATimeThatIsLeftOutBecauseTheLastOneStillRuns() { // ETL-05
        var device = device();
        gateway.silentAbout(device);
        var schedule = define(device, "cron", "* * * * * *", "timeout", "PT30S");

        awaitCount(schedule, "state = 'cancelled' and error ->> 'code' = 'overlap_skipped'", 2);

        assertThat(count(schedule, "state = 'running'")).isEqualTo(1);
        assertThat(given().get("/api/schedules/" + schedule).jsonPath().getBoolean("running"))
                .isTrue();
        disable(schedule);
    }

    @Test
    void queuesATimeUntilTheLastOneHasEnded() {
        var device = device();
        gateway.silentAbout(device);
        var schedule = define(device, "cron", "* * * * * *", "timeout", "PT1S", "overlap", "queue");

        awaitCount(schedule, "true", 3);

        disable(schedule);
        assertThat(count(schedule, "state = 'cancelled'")).isZero();
        assertThat(sql(
                        "select count(*) from interactions a join interactions b on a.schedule_id = b.schedule_id and a.id < b.id"
                                + " where a.schedule_id = '" + schedule
                                + "' and (a.ended_at is null or a.ended_at > b.created_at)"))
                .isZero();
    }

    @Test
    void letsInteractionsOverlapWhereThatIsAllowed() {
        var device = device();
        gateway.silentAbout(device);
        var schedule = define(device, "cron", "* * * * * *", "timeout", "PT30S", "overlap", "allow");

        awaitCount(schedule, "state = 'running'", 2);
        disable(schedule);
    }

    @Test
    void countsAFixedDelayFromTheEndOfTheLastInteractionWhateverBecameOfIt() { // ETL-02
        var device = device();
        gateway.fail(device);
        var schedule = define(device, "every", "PT1S");

        awaitCount(schedule, "state = 'failed'", 3);

        disable(schedule);
        assertThat(sql(
                        "select count(*) from (select due_at - lag(ended_at) over (order by id) as delay from interactions"
                                + " where schedule_id = '" + schedule + "') d where delay <> interval '1 second'"))
                .isZero();
        assertThat(given().get("/api/schedules/" + schedule).jsonPath().getString("lastError"))
                .startsWith("failed");
    }

    @Test
    void goesOnWhileTheRegistryIsAway() { // pain 15
        registryAway(true);
        var schedule = define(device(), "cron", "* * * * * *", "timeout", "PT1S", "overlap", "allow");

        awaitCount(schedule, "state = 'failed' and error ->> 'code' = 'registry_unavailable'", 2);

        registryAway(false);
        awaitCount(schedule, "state = 'succeeded'", 1);
        disable(schedule);
    }

    @Test
    void goesOnWithAnExpansionThatAnotherReplicaDiedOf() {
        var device = device();
        var schedule = define(device, "cron", "0 0 1 1 *");
        var id = UUID.randomUUID();
        assertThat(sql(
                        "insert into interactions (id, task, target, arguments, timeout_ms, requested_by, schedule_id, due_at,"
                                + " created_at, deadline, state, expanded, leased_until) select '" + id
                                + "', task, target, arguments, timeout_ms, 'x', id, now(), now(), now() + interval '20 s', 'running', false,"
                                + " now() + interval '1 s' from schedules where id = '" + schedule + "'"))
                .isEqualTo(1);

        assertThat(ended(id.toString()).getString("state")).isEqualTo("succeeded");
        assertThat(gateway.commands(device)).hasSize(1);
    }

    @Test
    void includesADeviceAddedLater() { // IOT-56
        var labels = Map.of("later", UUID.randomUUID().toString());
        var schedule = define(device(), "cron", "* * * * * *", "target", Map.of("selector", Map.of("labels", labels)));
        awaitCount(schedule, "error ->> 'code' = 'empty_target'", 1);

        var device = device(true, labels);

        await().atMost(TEN).until(() -> !gateway.commands(device).isEmpty());
        disable(schedule);
    }
}
