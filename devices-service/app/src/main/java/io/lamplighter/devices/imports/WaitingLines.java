package io.lamplighter.devices.imports;

import io.lamplighter.devices.files.FileLine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * The lines whose parent had not come yet, kept in the database until the file has ended. They are tried again and again
 * as long as that helps, a level of the tree each time, and refused when it does not.
 */
final class WaitingLines {
    private final ImportLedger ledger;
    private final ChunkRegistrar registrar;
    private final Function<FileLine, ImportLine> reader;
    private final int most;
    private long after;
    private boolean hasHelped;
    private boolean isLastTry;
    private boolean isOver;

    WaitingLines(ImportLedger ledger, ChunkRegistrar registrar, Function<FileLine, ImportLine> reader, int most) {
        this.ledger = ledger;
        this.registrar = registrar;
        this.reader = reader;
        this.most = most;
    }

    boolean isOver() {
        return isOver;
    }

    /** The outcomes of some of them; perhaps none. */
    Uni<List<Outcome>> next() {
        return ledger.waiting(after, most).chain(lines -> lines.isEmpty() ? endRound() : register(lines));
    }

    private Uni<List<Outcome>> endRound() {
        isOver = after == 0 || isLastTry;
        isLastTry = !hasHelped;
        hasHelped = false;
        after = 0;
        return Uni.createFrom().item(List.of());
    }

    private Uni<List<Outcome>> register(List<FileLine> lines) {
        after = lines.getLast().number();
        return Uni.createFrom()
                .item(lines)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(its -> its.stream().map(reader).toList())
                .chain(its -> registrar.register(its, isLastTry))
                .call(this::stopWaiting);
    }

    private Uni<Void> stopWaiting(List<Outcome> outcomes) {
        hasHelped |= !outcomes.isEmpty();
        var numbers = new HashSet<Long>();
        outcomes.forEach(outcome -> numbers.add(outcome.line()));
        return numbers.isEmpty() ? Uni.createFrom().voidItem() : ledger.stopWaiting(numbers);
    }
}
