package io.lamplighter.gateway.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static <T> UniAssertSubscriber<T> subscribed(Uni<T> uni) {
        return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void letsOnlySoManyRunAndTheOthersWaitInOrder() {
        var lane = new Lane(2, 10);
        var begun = new ArrayList<UniEmitter<? super Integer>>();
        var works = IntStream.range(0, 4)
                .mapToObj(number ->
                        subscribed(lane.<Integer>run(() -> Uni.createFrom().emitter(begun::add))))
                .toList();
        assertThat(begun).hasSize(2);

        begun.get(1).complete(1);
        assertThat(begun).hasSize(3);
        begun.get(0).fail(new IllegalStateException("broken"));
        assertThat(begun).hasSize(4);
        begun.get(2).complete(2);
        begun.get(3).complete(3);

        works.get(0).assertFailedWith(IllegalStateException.class);
        works.get(1).assertItem(1);
        works.get(2).assertItem(2);
        works.get(3).assertItem(3);
    }

    @Test
    void urgentWorkGoesBeforeTheRest() {
        var lane = new Lane(1, 10);
        var first = new ArrayList<UniEmitter<? super Integer>>();
        var order = new ArrayList<String>();
        var gate = subscribed(lane.<Integer>run(() -> Uni.createFrom().emitter(first::add)));
        for (var name : List.of("poll", "poll")) {
            subscribed(lane.<Integer>run(() -> {
                        order.add(name);
                        return Uni.createFrom().item(1);
                    }))
                    .assertNotTerminated();
        }
        subscribed(lane.<Integer>run(true, () -> {
                    order.add("command");
                    return Uni.createFrom().item(1);
                }))
                .assertNotTerminated();

        first.getFirst().complete(0);

        gate.assertCompleted();
        assertThat(order).containsExactly("command", "poll", "poll");
    }

    @Test
    void refusesWhenTooManyWait() {
        var lane = new Lane(1, 1);
        var works = IntStream.range(0, 3)
                .mapToObj(number ->
                        subscribed(lane.<Integer>run(() -> Uni.createFrom().nothing())))
                .toList();
        works.get(1).assertNotTerminated();
        works.get(2).assertFailedWith(LaneFullException.class);
    }

    @Test
    void workThatEndsAtOnceDoesNotGrowTheStack() {
        var lane = new Lane(1, 1_000_000);
        var first = new ArrayList<UniEmitter<? super Integer>>();
        var gate = subscribed(lane.<Integer>run(() -> Uni.createFrom().emitter(first::add)));
        List<UniAssertSubscriber<Integer>> works = IntStream.range(0, 100_000)
                .mapToObj(number ->
                        subscribed(lane.<Integer>run(() -> Uni.createFrom().item(number))))
                .toList();
        first.getFirst().complete(0);
        gate.assertCompleted();
        works.getLast().assertItem(99_999);
    }

    @Test
    void lanesOfDifferentKeysDoNotWaitForEachOther() {
        var lanes = new Lanes<String>(1, 10);
        subscribed(lanes.<Integer>run("one", () -> Uni.createFrom().nothing())).assertNotTerminated();
        subscribed(lanes.<Integer>run("one", () -> Uni.createFrom().item(1))).assertNotTerminated();
        subscribed(lanes.<Integer>run("two", () -> Uni.createFrom().item(2))).assertItem(2);
        subscribed(lanes.<Integer>run("two", () -> Uni.createFrom().item(3))).assertItem(3);
    }
}
