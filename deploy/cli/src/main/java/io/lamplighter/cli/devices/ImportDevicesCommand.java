package io.lamplighter.cli.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamplighter.cli.edge.BulkFormat;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.ProblemException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Progress;
import io.lamplighter.cli.output.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Registers or changes the devices of a file, each found again by its vendor ids.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  devices import devices.csv --dry-run",
            "  ./inventory.sh | ./lamplighter devices import - --format ndjson --reconcile"
        })
final class ImportDevicesCommand extends EdgeCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "FILE", description = "a .csv or .ndjson file; - for standard input")
    private String file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or ndjson (as the file's name ends)")
    private BulkFormat form;

    @Option(names = "--dry-run", description = "tell what would become of each line, and change nothing")
    private boolean dryRun;

    @Option(names = "--atomic", description = "change nothing at all when one line is refused")
    private boolean atomic;

    @Option(names = "--reconcile", description = "mark what is not in the file as missing")
    private boolean reconcile;

    @Option(names = "--scope", paramLabel = "VENDOR", description = "reconcile only devices of this vendor")
    private String scope;

    private long answered;
    private long refused;
    private JsonNode summary = MissingNode.getInstance();
    private JsonNode broken = MissingNode.getInstance();

    @Override
    public Integer call() throws IOException {
        var chosen = BulkFormat.of(form, file);
        var query = Query.none()
                .with("dryRun", dryRun ? true : null)
                .with("atomic", atomic ? true : null)
                .with("reconcile", reconcile ? true : null)
                .with("vendor", scope);
        try (var lines = new CountedLines(opened());
                var progress = progress()) {
            var rate = new Pace();
            edge().upload(
                            "/api/devices/import",
                            query,
                            chosen.mediaType(),
                            lines,
                            answer -> take(answer, lines::count, progress, rate));
        } catch (UncheckedIOException unreadable) {
            throw new MistakeException(file + ": " + unreadable.getCause().getMessage());
        }
        conclude();
        return summary.path("refused").asLong(refused) > 0 || !broken.isEmpty() ? FAILED : DONE;
    }

    private InputStream opened() {
        try {
            return "-".equals(file) ? System.in : Files.newInputStream(Path.of(file));
        } catch (IOException unreadable) {
            throw new MistakeException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** The outcome of a line, or the last line: what it all came to. */
    private void take(String answer, LongSupplier sent, Progress progress, Pace pace) {
        var outcome = json(answer);
        if (outcome.has("summary") || outcome.has("problem")) {
            summary = outcome.path("summary");
            broken = outcome.path("problem");
            return;
        }
        answered++;
        if ("refused".equals(outcome.path("outcome").asText())) {
            refused++;
            progress.clear();
            err().println(reason(outcome));
        } else if ("missing".equals(outcome.path("outcome").asText())) {
            err().println("missing: " + Text.of(outcome.path("id")));
        }
        progress.tick(() -> "%,d lines sent, %,d done (%,.0f/s), %,d refused"
                .formatted(sent.getAsLong(), answered, pace.perSecond(answered), refused));
    }

    private static String reason(JsonNode outcome) {
        var violations = outcome.path("violations")
                .valueStream()
                .map(violation -> Text.of(violation.path("field")) + ": " + Text.of(violation.path("message")))
                .collect(Collectors.joining("; "));
        return "line %s: %s".formatted(Text.of(outcome.path("line")), violations);
    }

    private void conclude() {
        if (asJson()) {
            print(summary);
            return;
        }
        var counts = List.of("created", "updated", "unchanged", "missing", "refused").stream()
                .filter(word -> summary.path(word).asLong() > 0)
                .map(word ->
                        String.format(Locale.ROOT, "%,d %s", summary.path(word).asLong(), word))
                .collect(Collectors.joining(", "));
        out().printf(
                        "%,d lines: %s%s%n",
                        summary.path("lines").asLong(answered),
                        counts.isEmpty() ? "nothing to do" : counts,
                        summary.path("applied").asBoolean(true) ? "" : " (nothing was changed)");
        if (!broken.isEmpty()) {
            err().println(ProblemException.of(broken.path("status").asInt(), broken)
                    .getMessage());
        }
        if (summary.hasNonNull("note")) {
            err().println(Text.of(summary.path("note")));
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException noJson) {
            throw new MistakeException("What answers is not Lamplighter");
        }
    }

    /** How fast it goes since it began. */
    private static final class Pace {
        private final long start = System.nanoTime();

        double perSecond(long count) {
            return count * 1e9 / Math.max(1, System.nanoTime() - start);
        }
    }
}
