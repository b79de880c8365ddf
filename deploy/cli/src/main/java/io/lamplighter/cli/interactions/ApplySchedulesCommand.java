package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = "Makes a set of schedules what a YAML file says; what left the file never fires again.")
final class ApplySchedulesCommand extends EdgeCommand {
    private static final Map<String, String> SIGNS = Map.of("create", "+", "update", "~", "retire", "-");

    @Parameters(paramLabel = "FILE", description = "a .yaml file; - for standard input, with --set")
    private String file;

    @Option(names = "--set", paramLabel = "NAME", description = "the set (the file's name without its ending)")
    private String set;

    @Option(names = "--dry-run", description = "tell the differences, and change nothing")
    private boolean dryRun;

    @Override
    public Integer call() {
        var query = Query.none().with("set", setName()).with("dryRun", dryRun ? true : null);
        var diff = edge().post(Schedules.PATH + "/apply", query, "application/yaml", document());
        if (asJson()) {
            print(diff);
            return DONE;
        }
        diff.path("items").forEach(this::tell);
        out().printf(
                        "%s%s created, %s updated, %s unchanged, %s retired%n",
                        dryRun ? "Would be: " : "",
                        Text.of(diff.path("created")),
                        Text.of(diff.path("updated")),
                        Text.of(diff.path("unchanged")),
                        Text.of(diff.path("retired")));
        return DONE;
    }

    private void tell(JsonNode item) {
        var sign = SIGNS.get(item.path("action").asText());
        if (sign == null) {
            return;
        }
        out().printf("%s %s%n", sign, Text.of(item.path("name")));
        item.path("changes")
                .properties()
                .forEach(change -> out().printf(
                                "    %s: %s -> %s%n",
                                change.getKey(),
                                Text.of(change.getValue().path("from")),
                                Text.of(change.getValue().path("to"))));
    }

    private String setName() {
        if (set == null && "-".equals(file)) {
            throw new MistakeException("Which set? Give --set NAME");
        }
        return set != null ? set : Path.of(file).getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private String document() {
        try {
            return "-".equals(file)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new MistakeException(file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
