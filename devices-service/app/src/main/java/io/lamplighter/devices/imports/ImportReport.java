package io.lamplighter.devices.imports;

import io.lamplighter.devices.api.ImportLineView;
import io.lamplighter.devices.api.ImportSummaryView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts what became of the lines. */
final class ImportReport {
    private static final int MOST_REFUSED = 100;

    private final ImportWish wish;
    private final long begin = System.nanoTime();
    private final List<ImportLineView> firstRefused = new ArrayList<>();
    private long created;
    private long updated;
    private long unchanged;
    private long refused;
    private long missing;
    private boolean isReconciled;
    private boolean isApplied;

    ImportReport(ImportWish wish) {
        this.wish = wish;
        isApplied = !wish.isOneTransaction();
    }

    void count(List<Outcome> outcomes) {
        outcomes.forEach(this::count);
    }

    private void count(Outcome outcome) {
        switch (outcome.outcome()) {
            case "created" -> created++;
            case "updated" -> updated++;
            case "unchanged" -> unchanged++;
            case "missing" -> missing++;
            default -> {
                refused++;
                if (firstRefused.size() < MOST_REFUSED) {
                    firstRefused.add(outcome.view());
                }
            }
        }
    }

    /** A file that was not understood as a whole says nothing about what is not in it, and neither does an empty one. */
    boolean mayReconcile() {
        isReconciled = wish.reconciles() && refused == 0 && lines() > 0;
        return isReconciled;
    }

    /** Whether the one transaction is to be committed. */
    boolean mayApply() {
        isApplied = !wish.isDryRun() && !(wish.isAtomic() && refused > 0);
        return isApplied;
    }

    boolean isChanged() {
        return created + updated + missing > 0;
    }

    List<ImportLineView> firstRefused() {
        return firstRefused;
    }

    ImportSummaryView summary() {
        return new ImportSummaryView(
                lines(),
                created,
                updated,
                unchanged,
                refused,
                missing,
                isApplied,
                isReconciled,
                note(),
                Duration.ofMillis((System.nanoTime() - begin) / 1_000_000));
    }

    private String note() {
        if (wish.isAtomic() && refused > 0) {
            return "Nothing was changed: the import is atomic and lines were refused.";
        }
        if (wish.reconciles() && !isReconciled) {
            return refused > 0
                    ? "Nothing was marked as missing: lines were refused, so that the file is not known to be complete."
                    : "Nothing was marked as missing: the file has no device.";
        }
        return null;
    }

    private long lines() {
        return created + updated + unchanged + refused;
    }
}
