package io.lamplighter.cli.vendors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.EdgeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "discover",
        description = "Asks a vendor which devices there are; they go into the inbox.",
        footerHeading = "%nFor example:%n",
        footer = "  vendors discover shelly 192.168.1.20")
final class DiscoverCommand extends EdgeCommand {
    @Parameters(index = "0", paramLabel = "VENDOR", description = "its key, such as shelly")
    private String vendor;

    @Parameters(index = "1", paramLabel = "AT", description = "where to look: an address, a bridge, a broker")
    private String at;

    @Option(names = "--account", paramLabel = "NAME", description = "the credentials at the vendor (default)")
    private String account;

    @Override
    public Integer call() {
        var request = JsonNodeFactory.instance.objectNode().put("at", at);
        if (account != null) {
            request.put("account", account);
        }
        var found = edge().post(VendorsCommand.VENDORS + "/" + Discovered.encoded(vendor) + "/discover", request);
        var listing = listing(Discovered.columns());
        try (listing) {
            found.path("items").forEach(listing::add);
        }
        if (listing.count() == 0 && listing.isForPeople()) {
            err().println("The vendor knows no devices there");
        }
        return DONE;
    }
}
