package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    private final List<Set<VendorDevice>> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger over = new AtomicInteger();

    @Test
    void goesWhenAllHaveCome() {
        var batch = batch(2);

        var first = batch.read(device(1), LATER).subscribeAsCompletionStage();
        assertThat(calls).isEmpty();
        var second = batch.read(device(2), LATER).subscribeAsCompletionStage();

        assertThat(calls).containsExactly(Set.of(device(1), device(2)));
        assertThat(first.join()).isEqualTo(second.join());
        assertThat(over).hasValue(1);
    }

    @Test
    void whoIsHeldUpIsNotWaitedFor() {
        var batch = batch(2);

        var first = batch.read(device(1), LATER).subscribeAsCompletionStage();

        await().atMost(Duration.ofSeconds(30)).until(first::isDone);
        assertThat(calls).containsExactly(Set.of(device(1)));
        assertThat(batch.read(device(2), LATER).subscribeAsCompletionStage()).isCompletedExceptionally();
    }

    @Test
    void makesRoomWhenNobodyComes() {
        var batch = batch(1);

        await().atMost(Duration.ofSeconds(30)).untilAtomic(over, org.hamcrest.Matchers.is(1));
        assertThat(calls).isEmpty();
        assertThat(batch.read(device(1), LATER).subscribeAsCompletionStage()).isCompletedExceptionally();
    }

    @Test
    void aThousandThatWaitGoInFewCallsAndInOrder() {
        var held = new ArrayList<Batch>();
        var gathering = new Gathering(100, deadline -> Uni.createFrom().voidItem(), expected -> {
            held.add(batch(expected));
            return held.getLast();
        });
        var places = new ArrayList<Batch>();
        for (var number = 0; number < 1000; number++) {
            gathering.join(LATER).subscribe().with(places::add);
        }
        assertThat(places).hasSize(4);

        for (var ended = 0; ended < 9; ended++) {
            gathering.ended();
        }
        assertThat(places).hasSize(904);
        gathering.ended();

        assertThat(places).hasSize(1000);
        assertThat(held).hasSize(14);
        assertThat(places.stream().distinct()).containsExactlyElementsOf(held);
    }

    @Test
    void allThatWaitGoWithOneCallWhereTheVendorSetsNoLimit() {
        var gathering = new Gathering(
                DriverDescription.NO_LIMIT, deadline -> Uni.createFrom().voidItem(), this::batch);
        var places = new ArrayList<Batch>();
        for (var number = 0; number < 1000; number++) {
            gathering.join(LATER).subscribe().with(places::add);
        }

        gathering.ended();

        assertThat(places).hasSize(1000);
        assertThat(places.stream().distinct()).hasSize(5);
    }

    @Test
    void whoCannotBeServedInTimeIsToldSoAndTheOthersGo() {
        var soon = Instant.now();
        var gathering = new Gathering(
                100,
                deadline -> deadline.equals(soon)
                        ? Uni.createFrom().failure(new DriverException.RateLimited("used up", Duration.ofSeconds(9)))
                        : Uni.createFrom().voidItem(),
                this::batch);

        var refused = gathering.join(soon).subscribeAsCompletionStage();
        var served = gathering.join(LATER).subscribeAsCompletionStage();

        assertThat(refused).isCompletedExceptionally();
        assertThat(served).isCompleted();
    }

    private Batch batch(int expected) {
        return new Batch(
                expected,
                (devices, deadline) -> {
                    calls.add(devices);
                    return Uni.createFrom()
                            .item(devices.stream()
                                    .map(device -> Reading.of(device, List.<Observation>of()))
                                    .toList());
                },
                over::incrementAndGet);
    }

    private static VendorDevice device(int number) {
        return new VendorDevice("default", Map.of("device", "" + number));
    }
}
