package io.lamplighter.cli.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;

/** Lists the vendors. */
abstract class VendorLister extends EdgeCommand {
    @Override
    public Integer call() {
        var listing = listing(
                Column.of("VENDOR", "/vendor"),
                Column.of("DRIVER", "/driver"),
                Column.of("DEVICES", "/devices"),
                Column.of("AWAY", "/unreachable"),
                Column.made(
                        "ACCOUNTS",
                        "accounts",
                        vendor -> "" + vendor.path("accounts").size()),
                Column.made("LEFT ALONE", "openCircuits", VendorLister::openCircuits),
                Column.made("LAST ERROR", "lastError", vendor -> error(vendor.path("lastError"))));
        try (listing) {
            edge().get(VendorsCommand.VENDORS, Query.none()).path("items").forEach(listing::add);
        }
        return DONE;
    }

    private static String openCircuits(JsonNode vendor) {
        var open = 0;
        for (var account : vendor.path("accounts")) {
            open += account.path("openCircuits").asInt();
        }
        return "" + open;
    }

    static String error(JsonNode error) {
        return error.isMissingNode() || error.isNull()
                ? "-"
                : Text.time(error.path("at")) + "  " + Text.of(error.path("code")) + ": "
                        + Text.of(error.path("detail"));
    }
}
