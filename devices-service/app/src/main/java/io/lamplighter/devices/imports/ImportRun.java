package io.lamplighter.devices.imports;

import io.lamplighter.devices.files.DeviceFileReader;
import io.lamplighter.devices.registry.DevicesChanged;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.function.Supplier;

/** One import, from the first chunk to the commit. */
final class ImportRun {
    private final ImportLedger ledger;
    private final ImportWish wish;
    private final ImportConfig config;
    private final ImportReport report;
    private final Event<DevicesChanged> changes;
    private final ChunkReader file;
    private final ChunkRegistrar registrar;
    private final WaitingLines waiting;
    private final MissingDevices missing;

    ImportRun(ImportLedger ledger, ImportWish wish, ImportReport report, ImportParts parts, DeviceFileReader reader) {
        this.ledger = ledger;
        this.wish = wish;
        this.report = report;
        config = parts.config();
        changes = parts.changes();
        file = new ChunkReader(reader, parts.lines(), config.chunkSize());
        registrar = new ChunkRegistrar(ledger, parts.merge(), wish);
        waiting = new WaitingLines(
                ledger, registrar, line -> parts.lines().read(line, reader.parser()), config.chunkSize());
        missing = new MissingDevices(ledger, wish, config.chunkSize());
    }

    /** What becomes of the lines, as it becomes known. When it ends without a failure, it is committed. */
    Multi<List<Outcome>> outcomes() {
        return Multi.createBy()
                .concatenating()
                .streams(fileLines(), waitingLines(), missingDevices(), end())
                .onItem()
                .invoke(report::count);
    }

    private Multi<List<Outcome>> fileLines() {
        var begun = ledger.open(config.timeLimit())
                .chain(missing::begin)
                .call(() -> wish.isOneTransaction()
                        ? ledger.run("begin")
                        : Uni.createFrom().voidItem());
        return begun.onItem()
                .transformToMulti(
                        ready -> Multi.createBy().repeating().uni(file::next).until(List::isEmpty))
                .onItem()
                .transformToUniAndConcatenate(lines -> inTime(() -> registrar.register(lines, false)));
    }

    private Multi<List<Outcome>> waitingLines() {
        return Multi.createBy().repeating().uni(() -> inTime(waiting::next)).until(outcomes -> waiting.isOver());
    }

    private Multi<List<Outcome>> missingDevices() {
        return Multi.createFrom()
                .deferred(() -> report.mayReconcile()
                        ? Multi.createBy()
                                .repeating()
                                .uni(() -> inTime(missing::next))
                                .until(List::isEmpty)
                        : Multi.createFrom().empty());
    }

    private Multi<List<Outcome>> end() {
        return Multi.createFrom()
                .deferred(() -> (wish.isOneTransaction()
                                ? ledger.run(report.mayApply() ? "commit" : "rollback")
                                : Uni.createFrom().voidItem())
                        .invoke(this::announce)
                        .onItem()
                        .transformToMulti(done -> Multi.createFrom().empty()));
    }

    private Uni<List<Outcome>> inTime(Supplier<Uni<List<Outcome>>> work) {
        return work.get().ifNoItem().after(config.timeLimit()).fail().invoke(outcomes -> {
            if (!wish.isOneTransaction() && outcomes.stream().anyMatch(outcome -> !outcome.is("unchanged"))) {
                announce();
            }
        });
    }

    private void announce() {
        changes.fire(new DevicesChanged());
    }
}
