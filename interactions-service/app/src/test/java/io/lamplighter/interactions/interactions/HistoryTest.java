package io.lamplighter.interactions.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.ServiceTest;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HistoryTest extends ServiceTest {
    @Inject
    HistorySweep history;

    @Inject
    Database database;

    @Inject
    Vertx vertx;

    @Test
    void deletesWhatIsOlderThanHistoryIsKeptAndNothingElse() {
        var young = start("self_test", devices(device()), Map.of()).getString("id");
        assertThat(ended(young).getString("state")).isEqualTo("succeeded");
        var old = aged("succeeded");
        var oldButRunning = aged("running");

        for (int pass = 0; pass < 3; pass++) {
            assertThat(history.sweep().await().atMost(Duration.ofSeconds(30))).isPositive();
        }

        assertThat(sql("select count(*) from runs where interaction_id = '" + old + "'"))
                .isZero();
        assertThat(sql("select count(*) from interactions where id = '" + old + "'"))
                .isZero();
        assertThat(sql("select count(*) from interactions where id in ('" + young + "', '" + oldButRunning + "')"))
                .isEqualTo(2);
        assertThat(sql("select count(*) from runs where interaction_id = '" + young + "'"))
                .isEqualTo(1);
    }

    @Test
    void whatIsDeletedIsNotToldAnyMore() {
        var old = aged("succeeded");

        // In one transaction, so that nobody else takes it out of the queue.
        assertThat(sql("do $$ declare gone uuid; begin select id into strict gone from runs where interaction_id = '"
                        + old
                        + "'; insert into run_change values (gone, 1); delete from runs where id = gone;"
                        + " assert not exists (select from run_change where run_id = gone); end $$"))
                .isZero();
    }

    @Test
    void keepsTheNewestOfEachSchedule() {
        var schedule = post(
                        "/api/schedules",
                        Map.of(
                                "name",
                                "H " + UUID.randomUUID(),
                                "cron",
                                "0 0 1 1 *",
                                "task",
                                "self_test",
                                "target",
                                devices(device())))
                .jsonPath()
                .getString("id");
        assertThat(sql("insert into interactions (id, task, arguments, timeout_ms, requested_by, schedule_id, due_at,"
                        + " created_at, ended_at, deadline, state, expanded) select uuidv7(), 'self_test', '{}', 1, 'x', '"
                        + schedule + "', now() + n * interval '1 s', now(), now(), now(), 'succeeded', true"
                        + " from generate_series(1, 10) n"))
                .isEqualTo(10);
        assertThat(sql("insert into runs (id, interaction_id, schedule_id, device_id, state, ended_at, deadline"
                        + ") select gen_random_uuid(), id, schedule_id, gen_random_uuid(),"
                        + " 'succeeded', now(), now() from interactions where schedule_id ="
                        + " '" + schedule + "'"))
                .isEqualTo(10);
        var sweep = new ScheduleHistorySweep(database, keeping(3), vertx);

        for (int pass = 0; pass < 200; pass++) {
            assertThat(sweep.sweep().await().atMost(Duration.ofSeconds(30))).isPositive();
        }

        assertThat(sql("select count(*) from interactions where schedule_id = '" + schedule + "'"))
                .isEqualTo(3);
        assertThat(sql("select count(*) from runs where schedule_id = '" + schedule + "'"))
                .isEqualTo(3);
        assertThat(sql("select count(*) from interactions where schedule_id = '" + schedule
                        + "' and due_at > created_at + interval '7.5 s'"))
                .isEqualTo(3);
    }

    private static HistoryConfig keeping(int most) {
        return new SmallRyeConfigBuilder()
                .withMapping(HistoryConfig.class)
                .withDefaultValue("lamplighter.history.keep-per-schedule", Integer.toString(most))
                .withDefaultValue("lamplighter.history.sweep", "PT0.001S")
                .build()
                .getConfigMapping(HistoryConfig.class);
    }

    private UUID aged(String state) {
        var id = UuidCreator.getTimeOrderedEpoch(Instant.now().minus(Duration.ofDays(31)));
        var ended = state.equals("running") ? "null" : "now()";
        // In one statement: what has no run yet would be closed.
        assertThat(sql("with one as (insert into interactions (id, task, arguments, timeout_ms, requested_by, due_at,"
                        + " created_at, ended_at, deadline, state, expanded) values ('" + id
                        + "', 'self_test', '{}', 1, 'x', now(), now(), " + ended + ", now(), '" + state
                        + "', true)) insert into runs (id, interaction_id, device_id, state, ended_at, deadline) values ('"
                        + UUID.randomUUID() + "', '" + id + "', '" + UUID.randomUUID() + "', '"
                        + (state.equals("running") ? "dispatched', null" : "succeeded', now()")
                        + ", now() + interval '1 hour')"))
                .isEqualTo(1);
        return id;
    }
}
