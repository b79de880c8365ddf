package io.lamplighter.observations.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.ingest.StoreDoor;
import io.lamplighter.observations.rollups.Roller;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in whatever order, the aggregate with rollups is the aggregate without, and both are that of a model in
 * memory, to the last bit: times and values are such that no addition rounds.
 */
@QuarkusTest
class RollupPropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TRIES = 40;
    private static final String NAME = "power";

    @Inject
    StoreDoor store;

    @Inject
    Roller roller;

    @Inject
    Aggregates aggregates;

    @Inject
    Pool pool;

    sealed interface Step {
        /** Observations at equal distances, in quarters of seconds and of a unit, from some hours before the watermark on. */
        record Store(int from, int distance, List<Integer> values, boolean otherUnits) implements Step {}

        record Repeat() implements Step {}

        /** An old record once more, from who does not know that it is stored. */
        record Outdated(int which) implements Step {}

        record Roll(int hours) implements Step {}

        record Ask(int from, int length, String bucket, String zone) implements Step {}
    }

    private static Arbitrary<Step> steps() {
        var stores = Combinators.combine(
                        Arbitraries.integers().between(-120_000, 40_000),
                        Arbitraries.of(1, 4, 40, 240, 1200, 14_400),
                        Arbitraries.integers()
                                .between(-4000, 4000)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(120),
                        Arbitraries.integers().between(0, 9))
                .as((from, distance, values, other) -> (Step) new Step.Store(from, distance, values, other == 0));
        var asks = Combinators.combine(
                        Arbitraries.integers().between(-500_000, 60_000),
                        Arbitraries.integers().between(1, 900_000),
                        Arbitraries.of("PT1M", "PT7M", "PT15M", "PT1H", "PT6H", "PT90M", "P1D", "P1W", "P1M"),
                        Arbitraries.of("UTC", "Europe/Rome", "Asia/Kolkata"))
                .as((from, length, bucket, zone) -> (Step) new Step.Ask(from, length, bucket, zone));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, stores),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(new Step.Repeat())),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 3).map(Step.Outdated::new)),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0, 30).map(Step.Roll::new)),
                net.jqwik.api.Tuple.of(4, asks));
    }

    @Test
    void rollupsEqualTheRawRowsAndTheModelAfterAnyMixtureOfWhatComes() {
        JqwikSession.run(() -> {
            var sequences = steps().list().ofMinSize(5).ofMaxSize(25);
            for (var number = 0; number < TRIES; number++) {
                new Try(number).run(sequences.sample());
            }
        });
    }

    private final class Try {
        private final UUID device = Devices.registered();
        private final int partition = ThreadLocalRandom.current().nextInt(1000, Integer.MAX_VALUE);
        private final Map<Long, Double> model = new TreeMap<>();
        private final List<List<Observation>> stored = new ArrayList<>();
        private final List<Step> done = new ArrayList<>();
        private Instant watermark;

        Try(int number) {
            roller.roll(Instant.parse("2027-03-20T00:30:00Z").plus(Duration.ofDays(number * 2L)))
                    .await()
                    .atMost(LIMIT);
            watermark = roller.closed();
        }

        void run(List<Step> steps) {
            for (var step : steps) {
                done.add(step);
                switch (step) {
                    case Step.Store sent -> store(observations(sent));
                    case Step.Repeat again -> repeat();
                    case Step.Outdated outdated -> outdated(outdated.which());
                    case Step.Roll roll -> roll(roll.hours());
                    case Step.Ask ask -> ask(ask);
                }
            }
            ask(new Step.Ask(-500_000, 1_000_000, "PT1H", "UTC"));
            roll(30);
            ask(new Step.Ask(-500_000, 1_000_000, "P1D", "UTC"));
        }

        private List<Observation> observations(Step.Store sent) {
            var observations = new ArrayList<Observation>();
            for (var i = 0; i < sent.values().size(); i++) {
                var time = watermark.plusMillis(250L * (sent.from() + (long) i * sent.distance()));
                observations.add(new Attribute(NAME, sent.values().get(i) / 4.0, sent.otherUnits() ? "kW" : "W", time));
            }
            return observations;
        }

        private void store(List<Observation> observations) {
            assertThat(store.store(partition, stored.size(), device, observations))
                    .isNotNegative();
            stored.add(observations);
            for (var each : observations) {
                var attribute = (Attribute) each;
                var time = ChronoUnit.MICROS.between(Instant.EPOCH, attribute.validAt());
                if (attribute.units().equals("W")) {
                    model.put(time, attribute.value());
                } else {
                    model.remove(time);
                }
            }
        }

        private void repeat() {
            if (!stored.isEmpty()) {
                assertThat(store.store(partition, stored.size(), device, stored.getLast()))
                        .isZero();
                stored.add(stored.getLast());
            }
        }

        private void outdated(int which) {
            if (which < stored.size()) {
                assertThat(store.store(partition, which, device, stored.get(which)))
                        .isZero();
            }
        }

        private void roll(int hours) {
            roller.roll(watermark.plus(Duration.ofHours(hours)).plus(Duration.ofMinutes(30)))
                    .await()
                    .atMost(LIMIT);
        }

        private void ask(Step.Ask ask) {
            var series = series();
            if (series == null) {
                return;
            }
            var from = watermark.plusSeconds(ask.from());
            var to = from.plusSeconds(ask.length());
            var buckets = Buckets.of(
                    BucketLength.read(ask.bucket()).orElseThrow(),
                    ZoneId.of(ask.zone()).normalized(),
                    from,
                    to,
                    100_000);
            var rolledUp = aggregates.of(series, buckets, needs(true)).await().atMost(LIMIT);
            var raw = aggregates.of(series, buckets, needs(false)).await().atMost(LIMIT);
            var expected = expected(buckets);

            assertThat(raw.buckets()).as("raw after %s", done).containsExactly(expected);
            assertThat(rolledUp.buckets()).as("rollups after %s", done).containsExactly(expected);
            assertThat(rolledUp.before()).as("before after %s", done).isEqualTo(raw.before());
            askWithoutEnds(series, buckets, expected);
        }

        private void askWithoutEnds(int series, Buckets buckets, Summary[] expected) {
            var plain = new Needs(true, false, false, false, false, true);
            var found = aggregates.of(series, buckets, plain).await().atMost(LIMIT);
            assertThat(withoutEnds(found.buckets()))
                    .as("without ends after %s", done)
                    .containsExactly(withoutEnds(expected));
        }

        private Summary[] withoutEnds(Summary[] summaries) {
            return Arrays.stream(summaries)
                    .map(each -> each == null
                            ? null
                            : new Summary(each.count(), each.sum(), each.min(), each.max(), 0, 0, 0, 0, 0))
                    .toArray(Summary[]::new);
        }

        private Integer series() {
            var rows = pool.preparedQuery("select id from series where device_id = $1 and units = 'W'")
                    .execute(Tuple.of(device))
                    .await()
                    .atMost(LIMIT);
            return rows.size() == 0 ? null : rows.iterator().next().getInteger(0);
        }

        private Summary[] expected(Buckets buckets) {
            var expected = new Summary[buckets.size()];
            model.forEach((time, value) -> {
                if (time >= buckets.from() && time < buckets.to()) {
                    var bucket = buckets.indexOf(time);
                    expected[bucket] = with(expected[bucket], time, value);
                }
            });
            return expected;
        }

        private Summary with(Summary sum, long time, double value) {
            if (sum == null) {
                return new Summary(1, value, value, value, value, time, value, time, 0);
            }
            return new Summary(
                    sum.count() + 1,
                    sum.sum() + value,
                    Math.min(sum.min(), value),
                    Math.max(sum.max(), value),
                    sum.first(),
                    sum.firstAt(),
                    value,
                    time,
                    sum.area() + sum.last() * (time - sum.lastAt()) / 1_000_000.0);
        }

        private Needs needs(boolean rollups) {
            return new Needs(true, true, true, false, true, rollups);
        }
    }
}
