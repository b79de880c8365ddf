package io.lamplighter.devices.imports;

import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a file is to be imported.
 *
 * @param isDryRun whether nothing is to be changed
 * @param isAtomic whether all lines are to be taken or none
 * @param reconciles whether what the file lacks is marked as missing
 * @param vendor of which vendor; null for all pairs of vendor and account that the file names
 * @param account of which account of the vendor; null for all
 * @param report which outcomes are told one by one: all, changed or refused
 * @param caller who asks
 */
record ImportWish(
        boolean isDryRun,
        boolean isAtomic,
        boolean reconciles,
        String vendor,
        String account,
        String report,
        String caller) {

    private static final List<String> REPORTS = List.of("all", "changed", "refused");

    static ImportWish of(ImportQuery query, String caller) {
        var violations = new ArrayList<Violation>();
        var wish = new ImportWish(
                isTrue("dryRun", query.dryRun, violations),
                isTrue("atomic", query.atomic, violations),
                isTrue("reconcile", query.reconcile, violations),
                emptyAsNull(query.vendor),
                emptyAsNull(query.account),
                Objects.requireNonNullElse(emptyAsNull(query.report), "all"),
                caller);
        if (!REPORTS.contains(wish.report)) {
            violations.add(new Violation("report", "must be all, changed or refused"));
        }
        if (wish.vendor != null && !wish.reconciles) {
            violations.add(new Violation("vendor", "goes with reconcile=true only"));
        }
        if (wish.account != null && wish.vendor == null) {
            violations.add(new Violation("account", "goes with vendor only"));
        }
        if ((wish.vendor + wish.account).indexOf('\0') >= 0) {
            violations.add(new Violation("vendor", "must not contain NUL"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
        return wish;
    }

    /** Whether all is one transaction: a dry run is an import that is taken back, and so tells exactly what would be. */
    boolean isOneTransaction() {
        return isAtomic || isDryRun;
    }

    boolean reconcilesTheFile() {
        return reconciles && vendor == null;
    }

    boolean tells(Outcome outcome) {
        return switch (report) {
            case "refused" -> outcome.is("refused");
            case "changed" -> !outcome.is("unchanged");
            default -> true;
        };
    }

    private static boolean isTrue(String parameter, String value, List<Violation> violations) {
        if (value == null || value.isEmpty() || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            violations.add(new Violation(parameter, "must be true or false"));
        }
        return true;
    }

    private static String emptyAsNull(String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
