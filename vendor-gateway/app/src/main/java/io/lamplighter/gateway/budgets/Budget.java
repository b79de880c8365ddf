package io.lamplighter.gateway.budgets;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
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

/**
 * How often one account may be asked, of which this replica has the share of its partitions. Half of a share may be used at
 * once, the other half comes back evenly over the span: together never more than the share in any span. What is new of a
 * share is empty, for whoever had it before may have used it up.
 *
 * <p>Whoever wants to ask waits here in order, commands before polls; polls leave the reserve alone. Who could not be served
 * before the deadline is told so at once.
 */
public final class Budget {
    private static final long CALL = 1000;
    private static final int MOST_WAITING = 10_000;
    /** A call arrives later than it was granted; so the span is taken a little longer than the vendor's. */
    private static final Duration LATENESS = Duration.ofSeconds(2);

    private record Waiter(Instant deadline, int calls, UniEmitter<? super Void> emitter) {
        long tokens() {
            return calls * CALL;
        }
    }

    private final Optional<VendorsConfig.Budget> limit;
    private final Clock clock;
    private final Deque<Waiter> commands = new ArrayDeque<>();
    private final Deque<Waiter> polls = new ArrayDeque<>();
    private long owedToCommands;
    private long owedToPolls;
    private final Bucket bucket;
    private final Spent spent;
    private double share;
    private Instant pausedUntil = Instant.MIN;
    private boolean timing;

    Budget(Optional<VendorsConfig.Budget> limit, double share, Clock clock) {
        this.limit = limit;
        this.share = share;
        this.clock = clock;
        this.bucket = limit.map(
                        known -> Bucket.builder().addLimit(bandwidth(known)).build())
                .orElse(null);
        this.spent = new Spent(limit.map(VendorsConfig.Budget::per).orElse(Duration.ofMinutes(1)), clock);
    }

    static void check(String key, VendorsConfig.Budget limit) {
        if (limit.calls() < 1 || limit.calls() > 100_000_000) {
            throw new IllegalStateException(key + ".budget.calls: must be from 1 to 100000000");
        }
        if (limit.per().compareTo(Duration.ofSeconds(1)) < 0 || limit.per().compareTo(Duration.ofDays(31)) > 0) {
            throw new IllegalStateException(key + ".budget.per: must be from PT1S to P31D");
        }
        if (!(limit.reserve() >= 0 && limit.reserve() <= 0.4)) {
            throw new IllegalStateException(key + ".budget.reserve: must be from 0 to 0.4");
        }
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
     * @param calls at least one; no more are taken than the budget ever has at once
     */
    public Uni<Void> spend(boolean command, int calls, Instant deadline) {
        return Uni.createFrom().emitter(emitter -> enter(command, new Waiter(deadline, calls, emitter)));
    }

    /** The vendor asks to be left alone. */
    public synchronized void pause(Duration wait) {
        var until = clock.instant().plus(wait);
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
        }
    }

    synchronized void share(double of) {
        share = of;
        owedToCommands = commands.stream().mapToLong(this::price).sum();
        owedToPolls = polls.stream().mapToLong(this::price).sum();
        limit.ifPresent(known -> bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(bandwidth(known)).build(), TokensInheritanceStrategy.AS_IS));
    }

    /** Calls that could be made now, if there is a limit. */
    public synchronized Optional<Long> available() {
        return limit.map(known -> bucket.getAvailableTokens() / CALL);
    }

    /** Calls that this replica made within the last span; within the last minute where there is no limit. */
    public long used() {
        return spent.sum();
    }

    /** The limit of all replicas together, if there is one. */
    public Optional<VendorsConfig.Budget> limit() {
        return limit;
    }

    public synchronized int waiting() {
        return commands.size() + polls.size();
    }

    /** Until when the vendor wants to be left alone, if it does now. */
    public synchronized Optional<Instant> pausedUntil() {
        return pausedUntil.isAfter(clock.instant()) ? Optional.of(pausedUntil) : Optional.empty();
    }

    private Bandwidth bandwidth(VendorsConfig.Budget known) {
        return Bandwidth.builder()
                .capacity(Math.max(1, burst(known)))
                .refillGreedy(refill(known), known.per().plus(LATENESS))
                .initialTokens(0)
                .build();
    }

    private long whole(VendorsConfig.Budget known) {
        return (long) (known.calls() * CALL * share);
    }

    /** At least one call, or it could never be made. */
    private long burst(VendorsConfig.Budget known) {
        return Math.min(whole(known), Math.max(CALL, whole(known) / 2));
    }

    /** What comes back over the span; a single call is the whole, and all of it comes back. */
    private long refill(VendorsConfig.Budget known) {
        return Math.max(1, whole(known) <= CALL ? whole(known) : whole(known) - burst(known));
    }

    /** More than there ever is at once is not asked for. */
    private long price(Waiter waiter) {
        var most = limit.map(this::burst).filter(burst -> burst >= CALL).orElse(Long.MAX_VALUE);
        return Math.min(waiter.tokens(), most);
    }

    private long reserve() {
        return limit.map(known -> Math.clamp(burst(known) - CALL, 0, (long) (whole(known) * known.reserve())))
                .orElse(0L);
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
        var refill = pace(Math.max(0, needed));
        return pause.compareTo(refill) > 0 ? pause : refill;
    }

    /** How long it takes for so many tokens to come back. */
    private Duration pace(long tokens) {
        var known = limit.orElseThrow();
        if (tokens == 0) {
            return Duration.ZERO;
        }
        if (whole(known) < CALL) {
            return Duration.ofDays(1);
        }
        return Duration.ofMillis((long)
                ((double) tokens / refill(known) * known.per().plus(LATENESS).toMillis()));
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
        return waiter;
    }

    private long expectedWaitOfNext() {
        var pause = pausedUntil()
                .map(until -> Duration.between(clock.instant(), until).toMillis())
                .orElse(0L);
        var first = commands.isEmpty() ? polls.peek() : commands.peek();
        var needed =
                bucket == null ? 0 : price(first) + (commands.isEmpty() ? reserve() : 0) - bucket.getAvailableTokens();
        var refill = bucket == null ? 0 : pace(Math.max(0, needed)).toMillis();
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
