package io.lamplighter.devices.imports;

import io.lamplighter.devices.api.ImportLineView;
import io.lamplighter.devices.problems.Violation;
import java.util.List;
import java.util.UUID;

/** What became of a line, or of a device that the file lacks; in the words of {@link ImportLineView}. */
record Outcome(Long line, String outcome, UUID id, List<Violation> violations) {

    boolean is(String wanted) {
        return outcome.equals(wanted);
    }

    Outcome unchanged() {
        return new Outcome(line, "unchanged", id, null);
    }

    ImportLineView view() {
        var its = violations == null
                ? null
                : violations.stream()
                        .map(violation -> new ImportLineView.Violation(violation.field(), violation.message()))
                        .toList();
        return new ImportLineView(line, outcome, id, its);
    }
}
