package io.lamplighter.cli.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Text;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ignore", description = "Says that nobody wants what was found; it stays so however often it is found.")
final class IgnoreCommand extends EdgeCommand {
    @Parameters(index = "0", paramLabel = "VENDOR", description = "its key, such as shelly")
    private String vendor;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WHICH", description = "names or ids of what was found")
    private List<String> which = List.of();

    @Option(names = "--undo", description = "somebody wants it after all")
    private boolean undo;

    @Override
    public Integer call() {
        Discovered.named(edge(), vendor, which).forEach(this::decide);
        return DONE;
    }

    private void decide(JsonNode found) {
        var path = Discovered.path(vendor) + "/" + found.path("id").asText() + "/ignore";
        if (undo) {
            edge().delete(path);
        } else {
            var _ = edge().post(path, null);
        }
        out().printf("%s is %s%n", Text.of(found.path("name")), undo ? "found" : "ignored");
    }
}
