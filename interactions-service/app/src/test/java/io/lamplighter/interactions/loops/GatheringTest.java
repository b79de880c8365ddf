package io.lamplighter.interactions.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Doubles numbers, whenever the test says so. */
class GatheringTest {
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<UniEmitter<? super Function<Integer, Integer>>> underWay = new ArrayList<>();
    private final Gathering<Integer, Integer> doubled = new Gathering<>(3, this::work);

    private Uni<Function<Integer, Integer>> work(List<Integer> batch) {
        batches.add(batch);
        return Uni.createFrom().emitter(underWay::add);
    }

    private void answer(int batch) {
        Function<Integer, Integer> answers = number -> 2 * number;
        underWay.get(batch).complete(answers);
    }

    private UniAssertSubscriber<Integer> ask(int number) {
        return doubled.ask(number).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void whoComesAloneIsNotHeldUpAndThoseWhoComeMeanwhileGoTogether() {
        var first = ask(1);
        var others = IntStream.rangeClosed(2, 5).mapToObj(this::ask).toList();
        assertThat(batches).containsExactly(List.of(1));

        answer(0);
        first.assertCompleted().assertItem(2);
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4));

        answer(1);
        answer(2);
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
        assertThat(others).extracting(UniAssertSubscriber::getItem).containsExactly(4, 6, 8, 10);
    }

    @Test
    void onlyThoseAtFaultFail() {
        ask(1).assertNotTerminated();
        var good = ask(2);
        var bad = ask(3);
        ask(4).assertNotTerminated();
        answer(0);
        underWay.get(1).fail(new IllegalStateException("one of them"));
        assertThat(batches.subList(2, 5)).containsExactly(List.of(2), List.of(3), List.of(4));

        answer(2);
        underWay.get(3).fail(new IllegalStateException("this one"));
        good.assertCompleted().assertItem(4);
        bad.assertFailedWith(IllegalStateException.class, "this one");
    }

    @Test
    void anOutageIsEverybodysAndWhatComesAfterwardsIsAsked() {
        ask(1).assertNotTerminated();
        var together = List.of(ask(2), ask(3));
        answer(0);
        underWay.get(1).fail(new UnavailableException("database", null));
        together.forEach(asked -> asked.assertFailedWith(UnavailableException.class, ""));
        assertThat(batches).hasSize(2);

        var later = ask(5);
        answer(2);
        later.assertCompleted().assertItem(10);
    }

    @Test
    void whoWaitsDuringAnOutageWaitsForOneMoreBatchAtTheMost() {
        var first = ask(1);
        var others = IntStream.rangeClosed(2, 8).mapToObj(this::ask).toList();
        underWay.get(0).fail(new UnavailableException("database", null));
        first.assertFailedWith(UnavailableException.class, "");
        assertThat(batches.get(1)).containsExactly(2, 3, 4, 5, 6, 7, 8);

        answer(1);
        assertThat(others).extracting(UniAssertSubscriber::getItem).containsExactly(4, 6, 8, 10, 12, 14, 16);
        ask(9).assertNotTerminated();
        var later = IntStream.rangeClosed(10, 13).mapToObj(this::ask).toList();
        answer(2);
        assertThat(batches.get(3)).containsExactly(10, 11, 12);
        assertThat(later).allSatisfy(UniAssertSubscriber::assertNotTerminated);
    }

    @Test
    void workThatDoesNotEvenBeginFailsWhoAskedForIt() {
        var broken = new Gathering<Integer, Integer>(3, batch -> {
            throw new IllegalArgumentException("not this");
        });
        var question = broken.ask(1).await();
        assertThatThrownBy(() -> question.atMost(Duration.ofSeconds(5))).isInstanceOf(IllegalArgumentException.class);
        var next = broken.ask(2).await();
        assertThatThrownBy(() -> next.atMost(Duration.ofSeconds(5))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAnswerComesInTheContextThatItWasAskedIn() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var context = vertx.getOrCreateContext();
            var answeredIn = new CompletableFuture<Object>();
            var asked = new CompletableFuture<Void>();
            context.runOnContext(nothing -> {
                doubled.ask(1).subscribe().with(item -> answeredIn.complete(Vertx.currentContext()));
                asked.complete(null);
            });
            asked.get(5, TimeUnit.SECONDS);
            answer(0);
            assertThat(answeredIn.get(5, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }
}
