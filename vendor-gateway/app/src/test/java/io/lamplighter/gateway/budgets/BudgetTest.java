package io.lamplighter.gateway.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.vendors.VendorsConfig;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private record Limit(int calls, Duration per, double reserve) implements VendorsConfig.Budget {}

    private static Budget budget(int calls, Duration per, double share) {
        return new Budget(Optional.of(new Limit(calls, per, 0.2)), share, CLOCK);
    }

    private static UniAssertSubscriber<Void> spend(Budget budget, boolean command, Duration patience) {
        return budget.spend(command, CLOCK.instant().plus(patience))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void threeReplicasTogetherNeverAskMoreOftenThanTheLimitInAnySpan() {
        var per = Duration.ofSeconds(2);
        var replicas = new ArrayList<>(
                List.of(budget(100, per, 3 / 8.0), budget(100, per, 3 / 8.0), budget(100, per, 2 / 8.0)));
        var calls = new ConcurrentLinkedQueue<Instant>();
        for (var replica : replicas) {
            for (var number = 0; number < 300; number++) {
                replica.spend(number % 10 == 0, CLOCK.instant().plusSeconds(60))
                        .subscribe()
                        .with(granted -> calls.add(CLOCK.instant()), refused -> {});
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() > 60);
        replicas.get(0).share(1 / 8.0);
        replicas.get(2).share(4 / 8.0);
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() > 150);

        var times = calls.stream().sorted().toList();
        for (var first = 0; first < times.size(); first++) {
            var from = times.get(first);
            assertThat(times.stream().filter(time -> !time.isBefore(from) && time.isBefore(from.plus(per))))
                    .hasSizeLessThanOrEqualTo(100);
        }
    }

    @Test
    void commandsAreServedAtOnceThoughPollsHaveUsedUpTheirPart() {
        var budget = budget(100, Duration.ofSeconds(3), 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> budget.available().orElseThrow() >= 49);
        var granted = new AtomicInteger();
        for (var number = 0; number < 100; number++) {
            budget.spend(false, CLOCK.instant().plusSeconds(60))
                    .subscribe()
                    .with(paid -> granted.incrementAndGet(), refused -> {});
        }
        assertThat(granted.get()).isBetween(25, 35);

        var commands = IntStream.range(0, 10)
                .mapToObj(number -> spend(budget, true, Duration.ofMinutes(1)))
                .toList();

        commands.forEach(UniAssertSubscriber::assertCompleted);
    }

    @Test
    void whatTakesSeveralCallsIsPaidAsSuch() {
        var budget = budget(1000, Duration.ofSeconds(10), 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> budget.available().orElseThrow() >= 20);
        var before = budget.used();

        for (var number = 0; number < 5; number++) {
            budget.spend(true, 2, CLOCK.instant().plusSeconds(1))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertCompleted();
        }

        assertThat(budget.used() - before).isEqualTo(10);
    }

    @Test
    void aCommandOfSeveralCallsIsDoneThoughTheBudgetIsSmaller() {
        var budget = budget(1, Duration.ofSeconds(1), 1);

        spend(budget, false, Duration.ofSeconds(9)).awaitItem(Duration.ofSeconds(9));
        budget.spend(true, 2, CLOCK.instant().plusSeconds(9))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem(Duration.ofSeconds(9));
    }

    @Test
    void whatTookMoreCallsThanWerePaidIsTakenFromTheNext() {
        var budget = budget(60, Duration.ofSeconds(60), 1);
        spend(budget, true, Duration.ofSeconds(20)).awaitItem(Duration.ofSeconds(20));
        var counter = budget.counting(1);
        var before = budget.used();

        counter.made();
        assertThat(budget.used()).as("the first was paid").isEqualTo(before);
        assertThat(refusedFor(budget)).isLessThan(Duration.ofSeconds(5));
        for (var more = 0; more < 10; more++) {
            counter.made();
        }

        assertThat(budget.used()).isEqualTo(before + 10);
        assertThat(refusedFor(budget)).isGreaterThan(Duration.ofSeconds(15));
        assertThat(budget.available()).hasValue(0L);
    }

    /** How long a command has to wait. */
    private static Duration refusedFor(Budget budget) {
        var refused =
                (DriverException.RateLimited) spend(budget, true, Duration.ZERO).getFailure();
        return refused.retryAfter().orElseThrow();
    }

    @Test
    void callsBeyondWhatWasPaidAreCountedWithoutALimitToo() {
        var budget = new Budget(Optional.empty(), 1, CLOCK);
        spend(budget, false, Duration.ofSeconds(1)).assertCompleted();
        var counter = budget.counting(1);

        counter.made();
        counter.made();

        assertThat(budget.used()).isEqualTo(2);
    }

    @Test
    void aCommandOfSeveralCallsOwesWhatASmallBudgetDoesNotHaveAtOnce() {
        var budget = budget(1, Duration.ofSeconds(1), 1);
        budget.spend(true, 2, CLOCK.instant().plusSeconds(9))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem(Duration.ofSeconds(9));

        assertThat(refusedFor(budget)).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void whoCannotBeServedBeforeTheDeadlineIsToldSoAtOnce() {
        var budget = budget(60, Duration.ofMinutes(1), 1);

        var refused = spend(budget, false, Duration.ofMillis(500));

        assertThat(refused.getFailure())
                .isInstanceOfSatisfying(
                        DriverException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isPresent());
    }

    @Test
    void aNewShareBeginsEmpty() {
        var budget = budget(1000, Duration.ofMinutes(1), 0.5);
        assertThat(budget.available()).hasValue(0L);

        budget.share(1);

        assertThat(budget.available().orElseThrow()).isLessThan(5);
        budget.share(0);
        assertThat(spend(budget, true, Duration.ofMinutes(10)).getFailure())
                .isInstanceOf(DriverException.RateLimited.class);
    }

    @Test
    void whatTheVendorSaysIsHeededWithoutALimitToo() {
        var budget = new Budget(Optional.empty(), 1, CLOCK);
        spend(budget, false, Duration.ofSeconds(1)).assertCompleted();

        budget.pause(Duration.ofMillis(300));

        assertThat(budget.pausedUntil()).isPresent();
        assertThat(spend(budget, true, Duration.ofMillis(50)).getFailure())
                .isInstanceOf(DriverException.RateLimited.class);
        var later = spend(budget, true, Duration.ofSeconds(5));
        later.assertNotTerminated();
        later.awaitItem(Duration.ofSeconds(5));
    }

    @Test
    void limitsThatMakeNoSenseAreNamed() {
        for (var wrong : List.of(
                new Limit(0, Duration.ofMinutes(1), 0.2),
                new Limit(10, Duration.ZERO, 0.2),
                new Limit(10, Duration.ofMinutes(1), 0.9))) {
            assertThatThrownBy(() -> Share.check("lamplighter.vendors.x", wrong))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("lamplighter.vendors.x.budget.");
        }
    }
}
