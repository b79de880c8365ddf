package io.lamplighter.gateway.budgets;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.vendors.VendorsConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often one account may be asked, of which this replica has the share of its partitions. Half of a share may be used at
 * once, the other half comes back evenly over the span: together never more than the share in any span. What is new of a
 * share is empty, for whoever had it before may have used it up.
 *
 * <p>Whoever wants to ask waits here in order, commands before polls; polls leave the reserve alone. Who could not be served
 * before the deadline is told so at once.
 */
public final class Budget {
    private static final int MOST_WAITING = 10_000;

    private record Waiter(Instant deadline, int calls, UniEmitter<? super Void> emitter) {
        long tokens() {
            return calls * Share.CALL;
        }
    }

    private final Clock clock;
    private final Deque<Waiter> commands = new ArrayDeque<>();
    private final Deque<Waiter> polls = new ArrayDeque<>();
    private long owedToCommands;
    private long owedToPolls;
    private final Bucket bucket;
    private final Spent spent;
    private Optional<Share> share;
    private Instant pausedUntil = Instant.MIN;
    private boolean timing;

    Budget(Optional<VendorsConfig.Budget> limit, double part, Clock clock) {
        this.share = limit.map(known -> new Share(known, part));
        this.clock = clock;
        this.bucket = share.map(Budget::empty).orElse(null);
        this.spent = new Spent(limit.map(VendorsConfig.Budget::per).orElse(Duration.ofMinutes(1)), clock);
    }

    private static Bucket empty(Share share) {
        var builder = Bucket.builder();
        for (var bandwidth : share.bucket().getBandwidths()) {
            builder.addLimit(bandwidth);
        }
        return builder.build();
    }

    /**
     * Answers when one call may be made.
     *
     * @param command whether it changes something, and so goes before polls and may use the reserve
     * @return fails with {@link DriverException.RateLimited} when that is not before the deadline
     */
    public Uni<Void> spend(boolean command, Instant deadline) {
        return spend(command, 1, deadline);
    }

    /**
     * The same for something that takes several calls.
     *
     * @param calls at least one; what the budget never has at once is taken from those who come next
     */
    public Uni<Void> spend(boolean command, int calls, Instant deadline) {
        return Uni.createFrom().emitter(emitter -> enter(command, new Waiter(deadline, calls, emitter)));
    }

    /**
     * Counts the calls of something that may be done.
     *
     * @param paid how many calls were spent on it; each one more is taken from those who come next
     */
    public Account.Calls counting(int paid) {
        var left = new AtomicInteger(paid);
        return () -> {
            if (left.getAndDecrement() <= 0) {
                overdraw();
            }
        };
    }

    /** The vendor asks to be left alone. */
    public synchronized void pause(Duration wait) {
        var until = clock.instant().plus(wait);
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
        }
    }

    synchronized void share(double part) {
        share = share.map(before -> new Share(before.limit(), part));
        owedToCommands = commands.stream().mapToLong(this::price).sum();
        owedToPolls = polls.stream().mapToLong(this::price).sum();
        share.ifPresent(now -> bucket.replaceConfiguration(now.bucket(), TokensInheritanceStrategy.AS_IS));
    }

    /** Calls that could be made now, if there is a limit. */
    public synchronized Optional<Long> available() {
        return share.map(known -> Math.max(0, bucket.getAvailableTokens() / Share.CALL));
    }

    /** Calls that this replica made within the last span; within the last minute where there is no limit. */
    public long used() {
        return spent.sum();
    }

    /** The limit of all replicas together, if there is one. */
    public synchronized Optional<VendorsConfig.Budget> limit() {
        return share.map(Share::limit);
    }

    public synchronized int waiting() {
        return commands.size() + polls.size();
    }

    /** Until when the vendor wants to be left alone, if it does now. */
    public synchronized Optional<Instant> pausedUntil() {
        return pausedUntil.isAfter(clock.instant()) ? Optional.of(pausedUntil) : Optional.empty();
    }

    /** More than there ever is at once is not asked for. */
    private long price(Waiter waiter) {
        var most = share.map(Share::burst).filter(burst -> burst >= Share.CALL).orElse(Long.MAX_VALUE);
        return Math.min(waiter.tokens(), most);
    }

    private long reserve() {
        return share.map(Share::reserve).orElse(0L);
    }

    /** How long it takes for so many tokens to come back. */
    private Duration pace(long tokens) {
        return share.orElseThrow().pace(Math.max(0, tokens));
    }

    private void enter(boolean command, Waiter waiter) {
        synchronized (this) {
            var wait = expectedWait(command, price(waiter));
            if (wait.isPositive() && clock.instant().plus(wait).isAfter(waiter.deadline())) {
                waiter.emitter().fail(usedUp(wait));
                return;
            }
            if (waiting() >= MOST_WAITING) {
                waiter.emitter().fail(usedUp(wait));
                return;
            }
            add(command, waiter);
        }
        serve();
    }

    private void add(boolean command, Waiter waiter) {
        (command ? commands : polls).add(waiter);
        owe(command, price(waiter));
    }

    private void owe(boolean command, long tokens) {
        if (command) {
            owedToCommands += tokens;
        } else {
            owedToPolls += tokens;
        }
    }

    private DriverException usedUp(Duration wait) {
        var what =
                pausedUntil().isPresent() ? "the vendor asks to be left alone" : "the budget of the account is used up";
        return new DriverException.RateLimited("%s for %d s".formatted(what, Math.max(1, wait.toSeconds())), wait);
    }

    private Duration expectedWait(boolean command, long price) {
        var now = clock.instant();
        var pause = pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
        if (bucket == null) {
            return pause;
        }
        var before = Math.max(0, owedToCommands) + (command ? 0 : Math.max(0, owedToPolls));
        var needed = before + price + (command ? 0 : reserve()) - bucket.getAvailableTokens();
        var refill = pace(needed);
        return pause.compareTo(refill) > 0 ? pause : refill;
    }

    private void serve() {
        for (var next = next(); next != null; next = next()) {
            spent.add(next.calls());
            next.emitter().complete(null);
        }
    }

    private synchronized Waiter next() {
        var pause = pausedUntil();
        if (pause.isEmpty() && !commands.isEmpty() && take(price(commands.peek()), 0)) {
            return leave(true, commands.poll());
        }
        if (pause.isEmpty() && commands.isEmpty() && !polls.isEmpty() && take(price(polls.peek()), reserve())) {
            return leave(false, polls.poll());
        }
        if (waiting() > 0 && !timing) {
            timing = true;
            var wait = expectedWaitOfNext();
            var _ = Infrastructure.getDefaultWorkerPool().schedule(this::again, wait, TimeUnit.MILLISECONDS);
        }
        return null;
    }

    private Waiter leave(boolean command, Waiter waiter) {
        owe(command, -price(waiter));
        if (bucket != null && waiter.tokens() > price(waiter)) {
            bucket.consumeIgnoringRateLimits(waiter.tokens() - price(waiter));
        }
        return waiter;
    }

    /** A call that was made before it was asked for: the bucket may have less than nothing then. */
    private synchronized void overdraw() {
        spent.add(1);
        if (bucket != null) {
            bucket.consumeIgnoringRateLimits(Share.CALL);
        }
    }

    private long expectedWaitOfNext() {
        var pause = pausedUntil()
                .map(until -> Duration.between(clock.instant(), until).toMillis())
                .orElse(0L);
        var first = commands.isEmpty() ? polls.peek() : commands.peek();
        var needed =
                bucket == null ? 0 : price(first) + (commands.isEmpty() ? reserve() : 0) - bucket.getAvailableTokens();
        var refill = bucket == null ? 0 : pace(needed).toMillis();
        return Math.clamp(Math.max(pause, refill), 5, 1000);
    }

    private boolean take(long price, long keep) {
        return bucket == null || (bucket.getAvailableTokens() >= price + keep && bucket.tryConsume(price));
    }

    private void again() {
        var late = new ArrayList<Waiter>();
        synchronized (this) {
            timing = false;
            expire(true, late);
            expire(false, late);
        }
        late.forEach(waiter -> waiter.emitter().fail(usedUp(Duration.ofSeconds(1))));
        serve();
    }

    /** Those that others have overtaken, and whose time is over; whoever is told so may come again at once, so not in here. */
    private void expire(boolean command, List<Waiter> late) {
        var now = clock.instant();
        (command ? commands : polls).removeIf(waiter -> {
            if (now.isBefore(waiter.deadline())) {
                return false;
            }
            owe(command, -price(waiter));
            return late.add(waiter);
        });
    }
}
