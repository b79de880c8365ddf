package io.lamplighter.interactions.schedules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.ServiceTest;
import io.lamplighter.interactions.interactions.NamedExpander;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FiringTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Inject
    Database database;

    @Inject
    DueSchedules due;

    @Inject
    FiringRules rules;

    @Inject
    NamedExpander expander;

    @Inject
    SchedulesConfig config;

    @Inject
    MeterRegistry meters;

    @Inject
    Vertx vertx;

    /** Another replica's firing, at a time of its own. */
    private Firing replica(Clock clock) {
        return new Firing(database, due, rules, expander, config, meters, clock, vertx);
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
        var schedule = define(device(), "rate", "PT1S");

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
        var schedule = define(device, "rate", "PT1S", "timeout", "PT30S");

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
        var schedule = define(device, "rate", "PT1S", "timeout", "PT1S", "overlap", "queue");

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
        var schedule = define(device, "rate", "PT1S", "timeout", "PT30S", "overlap", "allow");

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
        var schedule = define(device(), "rate", "PT1S", "timeout", "PT1S", "overlap", "allow");

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
        var schedule = define(device(), "rate", "PT1S", "target", Map.of("selector", Map.of("labels", labels)));
        awaitCount(schedule, "error ->> 'code' = 'empty_target'", 1);

        var device = device(true, labels);

        await().atMost(TEN).until(() -> !gateway.commands(device).isEmpty());
        disable(schedule);
    }

    @Test
    void firesOnceAfterAWhile() { // CH-41
        var schedule = define(device(), "after", "PT0.5S");

        awaitCount(schedule, "state = 'succeeded'", 1);

        assertThat(count(schedule, "created_at < due_at")).isZero();
        var view = given().get("/api/schedules/" + schedule).jsonPath();
        assertThat(view.getString("nextAt")).isNull();
        assertThat(view.getString("lastAt")).isEqualTo(view.getString("at"));
        assertThat(sql("select count(*) from schedules where id = '" + schedule + "' and last_at = at"))
                .isEqualTo(1);
    }

    @Test
    void firesWhatWasDueOnceWhileNobodyWasThere() { // CH-41, pains 11 and 12
        var schedule = define(device(), "at", "2040-01-01T00:00:00Z");

        assertThat(sql("update schedules set at = date_trunc('second', now()) - interval '1 hour',"
                        + " next_at = date_trunc('second', now()) - interval '1 hour' where id = '" + schedule + "'"))
                .isEqualTo(1);

        awaitCount(schedule, "state = 'succeeded'", 1);
    }

    @Test
    void waitsForTheEndOfAQuietWindowAndThenDoesTheWorkOnce() { // ETL-10
        var now = OffsetDateTime.now(ZoneOffset.UTC).toLocalTime();
        var end = now.plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        var schedule = define(
                device(),
                "rate",
                "PT1S",
                "overlap",
                "allow",
                "quiet",
                List.of(Map.of("from", now.minusMinutes(1).toString(), "to", end.toString())));

        awaitCount(schedule, "state = 'succeeded'", 2);

        disable(schedule);
        await().atMost(TEN).until(() -> count(schedule, "state = 'running'") == 0);
        assertThat(count(schedule, "(created_at at time zone 'UTC')::time < time '" + end + "'"))
                .isZero();
        assertThat(count(schedule, "state <> 'succeeded'")).isZero();
        assertThat(sql("select count(*) from interactions where schedule_id = '" + schedule
                        + "' and planned_at <> due_at and (planned_at at time zone 'UTC')::time = time '" + end + "'"))
                .isEqualTo(1);
    }

    @Test
    void firesLaterByAJitterThatIsFixedForEachTime() {
        var schedule = define(device(), "rate", "PT1S", "jitter", "PT0.4S");

        awaitCount(schedule, "state = 'succeeded'", 3);

        disable(schedule);
        assertThat(count(schedule, "created_at < planned_at or planned_at < due_at"))
                .isZero();
        assertThat(count(schedule, "planned_at > due_at + interval '0.4 s'")).isZero();
        assertThat(count(schedule, "planned_at > due_at")).isPositive();
    }

    @Test
    void firesAtTheStartOfTheServiceWhereAskedToAndOnceForAllReplicas() { // ETL-06
        var schedule = define(device(), "cron", "0 0 1 1 *", "runAtStart", true);
        var other = define(device(), "cron", "0 0 1 1 *");
        var now = Clocks.now(Clock.systemUTC());

        for (int replica = 0; replica < 3; replica++) {
            due.armForStart(now.plusMillis(replica)).await().atMost(TEN);
        }

        awaitCount(schedule, "state = 'succeeded'", 1);
        assertThat(count(schedule, "true")).isEqualTo(1);
        assertThat(count(other, "true")).isZero();
        assertThat(given().get("/api/schedules/" + schedule).jsonPath().getString("nextAt"))
                .endsWith("-01-01T00:00:00Z");
    }

    @Test
    void showsHowItsInteractionsWent() { // ETL-04, ETL-09
        var device = device();
        var schedule = define(device, "rate", "PT1S");
        awaitCount(schedule, "state = 'succeeded'", 2);
        gateway.fail(device);
        awaitCount(schedule, "state = 'failed'", 1);
        disable(schedule);
        await().atMost(TEN).until(() -> count(schedule, "state = 'running'") == 0);

        var view = given().get("/api/schedules/" + schedule).jsonPath();

        assertThat(view.getBoolean("running")).isFalse();
        assertThat(view.getBoolean("hasError")).isTrue();
        assertThat(view.getString("lastError")).startsWith("failed");
        assertThat(view.getString("last.state")).isEqualTo("failed");
        assertThat(view.getInt("last.runs.failed")).isEqualTo(1);
        assertThat(view.getString("last.endedAt")).isNotNull();
        assertThat((long) view.getInt("figures.counted")).isEqualTo(count(schedule, "true"));
        assertThat(view.getDouble("figures.successRate")).isBetween(0.3, 0.9);
        assertThat(Duration.parse(view.getString("figures.latenessP50")))
                .isBetween(Duration.ZERO, Duration.ofSeconds(2));
        assertThat(Duration.parse(view.getString("figures.latenessP99")))
                .isBetween(Duration.parse(view.getString("figures.latenessP50")), Duration.ofSeconds(5));
        assertThat(view.getString("active")).isEqualTo("false");
    }

    @Test
    void tellsWhenSomethingIsDueAndNobodyFiresIt() { // pain 10
        var schedule = define(device(), "after", "PT15S");
        var now = new OverdueWatch(database, config, meters, Clock.systemUTC(), vertx);
        var ahead = new OverdueWatch(
                database, config, meters, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30)), vertx);

        assertThat(now.watch().await().atMost(TEN)).isEqualTo(config.watch());
        assertThat(ahead.watch().await().atMost(TEN)).isEqualTo(config.watch());

        assertThat(now.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(ahead.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat((Long) ahead.call().getData().orElseThrow().get("overdue")).isPositive();
        assertThat(ahead.call().getData().orElseThrow()).containsKey("oldestDueAt");
        disable(schedule);
        assertThat(given().get("/q/health/ready").asString()).doesNotContain("Schedules are fired");
        assertThat(given().get("/q/health/well").asString()).contains("Schedules are fired");
        assertThat(given().get("/q/metrics").asString()).contains("lamplighter_schedules_overdue");
    }
}
