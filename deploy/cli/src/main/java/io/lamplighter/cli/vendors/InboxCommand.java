package io.lamplighter.cli.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "inbox", description = "Lists what was found and what has become of it.")
final class InboxCommand extends EdgeCommand {
    enum State {
        FOUND,
        ACCEPTED,
        IGNORED
    }

    @Parameters(arity = "0..1", paramLabel = "VENDOR", description = "only of this vendor")
    private String vendor;

    @Option(names = "--state", paramLabel = "STATE", description = "only these: ${COMPLETION-CANDIDATES}")
    private State state;

    @Override
    public Integer call() {
        var query =
                Query.none().with("state", state == null ? null : state.name().toLowerCase(java.util.Locale.ROOT));
        var listing = listing(Discovered.columns());
        try (listing) {
            for (var one : vendors()) {
                edge().pages(Discovered.path(one), query, Long.MAX_VALUE, page -> page.forEach(listing::add));
            }
        }
        if (listing.count() == 0 && listing.isForPeople()) {
            err().println("The inbox is empty; ./lamplighter vendors discover VENDOR AT fills it");
        }
        return DONE;
    }

    private List<String> vendors() {
        if (vendor != null) {
            return List.of(vendor);
        }
        var all = new ArrayList<String>();
        for (JsonNode one : edge().get(VendorsCommand.VENDORS, Query.none()).path("items")) {
            all.add(one.path("vendor").asText());
        }
        return all;
    }
}
