package io.lamplighter.devices.imports;

import io.lamplighter.devices.problems.Violation;
import io.lamplighter.devices.registry.Refusals;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Registers the lines of a chunk in one transaction; a line that the database refuses is found and left out. */
final class ChunkRegistrar {
    private static final int MOST_TRIES = 3;
    // Data that cannot be stored, broken constraints, and transactions that got into each other's way.
    private static final Set<String> REFUSALS = Set.of("22", "23", "40");

    private final ImportLedger ledger;
    private final LineMerge merge;
    private final ImportWish wish;

    ChunkRegistrar(ImportLedger ledger, LineMerge merge, ImportWish wish) {
        this.ledger = ledger;
        this.merge = merge;
        this.wish = wish;
    }

    /** The outcomes of all lines but those that wait for their parent. */
    Uni<List<Outcome>> register(List<ImportLine> lines, boolean isLastTry) {
        return attempt(lines, isLastTry, 1).map(ChunkRegistrar::inOrder);
    }

    private static List<Outcome> inOrder(List<Outcome> outcomes) {
        return outcomes.stream().sorted(Comparator.comparing(Outcome::line)).toList();
    }

    private Uni<List<Outcome>> attempt(List<ImportLine> lines, boolean isLastTry, int number) {
        return ledger.run(wish.isOneTransaction() ? "savepoint chunk" : "begin")
                .chain(() -> write(lines, isLastTry))
                .call(() -> ledger.run(wish.isOneTransaction() ? "release savepoint chunk" : "commit"))
                .onFailure(ChunkRegistrar::isRefusal)
                .recoverWithUni(
                        refusal -> ledger.run(wish.isOneTransaction() ? "rollback to savepoint chunk" : "rollback")
                                .chain(() -> again(lines, isLastTry, number, refusal)));
    }

    private Uni<List<Outcome>> again(List<ImportLine> lines, boolean isLastTry, int number, Throwable refusal) {
        if (number < MOST_TRIES && mayPass(refusal)) {
            return attempt(lines, isLastTry, number + 1);
        }
        if (lines.size() == 1) {
            return Uni.createFrom().item(List.of(refused(lines.getFirst(), refusal)));
        }
        var half = lines.size() / 2;
        return attempt(lines.subList(0, half), isLastTry, 1)
                .chain(first ->
                        attempt(lines.subList(half, lines.size()), isLastTry, 1).map(second -> joined(first, second)));
    }

    private Uni<List<Outcome>> write(List<ImportLine> lines, boolean isLastTry) {
        return Chunk.look(ledger, lines)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(chunk -> Decisions.of(chunk, merge, isLastTry))
                .chain(this::write);
    }

    private Uni<List<Outcome>> write(Decisions decided) {
        return unless(decided.inserts.isEmpty(), () -> insert(decided))
                .chain(() -> update(decided))
                .call(() -> unless(decided.seen.isEmpty(), () -> ledger.see(decided.seen)))
                .call(() -> unless(
                        decided.scope.isEmpty() || !wish.reconcilesTheFile(), () -> ledger.widenScope(decided.scope)))
                .call(() -> unless(decided.waiting.isEmpty(), () -> ledger.keepWaiting(decided.waiting)));
    }

    private Uni<Void> insert(Decisions decided) {
        return DeviceWrites.insert(ledger.connection(), decided.inserts, wish.caller());
    }

    // Whether something is a new version is the database's to say.
    private Uni<List<Outcome>> update(Decisions decided) {
        if (decided.updates.isEmpty()) {
            return Uni.createFrom().item(decided.outcomes);
        }
        return DeviceWrites.update(ledger.connection(), decided.updates, wish.caller())
                .map(changed -> decided.outcomes.stream()
                        .map(outcome -> outcome.is("updated") && !changed.contains(outcome.id())
                                ? outcome.unchanged()
                                : outcome)
                        .toList());
    }

    private static Uni<Void> unless(boolean isNeedless, java.util.function.Supplier<Uni<Void>> work) {
        return isNeedless ? Uni.createFrom().voidItem() : work.get();
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ChangedMeanwhileException || REFUSALS.stream().anyMatch(state(failure)::startsWith);
    }

    /** Whether it may pass at the next try, because somebody else was quicker this time. */
    private static boolean mayPass(Throwable refusal) {
        var state = state(refusal);
        return refusal instanceof ChangedMeanwhileException
                || state.startsWith("40")
                || state.equals("23505")
                || state.equals("23503");
    }

    private static String state(Throwable failure) {
        return failure instanceof PgException refused ? String.valueOf(refused.getSqlState()) : "";
    }

    private static Outcome refused(ImportLine line, Throwable refusal) {
        var violations = Refusals.violations(refusal);
        return new Outcome(
                line.number(),
                "refused",
                null,
                violations.isEmpty()
                        ? List.of(new Violation("line", "is refused by the database: " + told(refusal)))
                        : violations);
    }

    private static String told(Throwable refusal) {
        return refusal instanceof PgException refused
                ? refused.getErrorMessage()
                : "somebody else is changing the device";
    }

    private static List<Outcome> joined(List<Outcome> first, List<Outcome> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
