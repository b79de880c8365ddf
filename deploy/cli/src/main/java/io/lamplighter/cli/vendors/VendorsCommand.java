package io.lamplighter.cli.vendors;

import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The vendors. Without a subcommand it lists them. */
@Command(
        name = "vendors",
        description = "Lists the vendors, shows how one is doing, finds its devices and decides about what was found.",
        subcommands = {
            VendorsCommand.ListVendors.class,
            VendorsCommand.Show.class,
            DiscoverCommand.class,
            InboxCommand.class,
            AcceptCommand.class,
            IgnoreCommand.class
        })
public final class VendorsCommand extends VendorLister {
    static final String VENDORS = "/api/vendors";

    @Command(name = "list", description = "Lists the vendors.")
    static final class ListVendors extends VendorLister {}

    @Command(name = "show", description = "Shows what a vendor's driver can do, and how its accounts are doing.")
    static final class Show extends EdgeCommand {
        @Parameters(paramLabel = "VENDOR", description = "its key, such as shelly")
        private String vendor;

        @Override
        public Integer call() {
            var view = edge().get(VENDORS + "/" + Discovered.encoded(vendor), Query.none());
            if (asJson()) {
                print(view);
                return DONE;
            }
            if (format() == io.lamplighter.cli.output.Format.TABLE) {
                out().printf(
                                "%s, driver %s %s%ncan: %s%nlast error: %s%n",
                                view.path("title").asText(),
                                view.path("driver").asText(),
                                view.path("version").asText(),
                                Discovered.words(view.path("capabilities")),
                                VendorLister.error(view.path("lastError")));
            }
            var listing = listing(
                    Column.of("ACCOUNT", "/name"),
                    Column.of("DEVICES", "/devices"),
                    Column.of("CONNECTIONS", "/subscriptions"),
                    Column.of("LEFT ALONE", "/openCircuits"),
                    Column.of("CALLS", "/calls"),
                    Column.of("PER", "/per"),
                    Column.of("AVAILABLE", "/available"),
                    Column.of("WAITING", "/waiting"),
                    Column.time("PAUSED UNTIL", "/pausedUntil"));
            try (listing) {
                view.path("accounts").forEach(listing::add);
            }
            return DONE;
        }
    }
}
