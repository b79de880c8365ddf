package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.VendorDevice;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A device in the terms of this driver.
 *
 * @param description where its Thing Description lies
 * @param thing its id within a list of descriptions; empty where the description lies alone
 * @param variables values of URI variables
 */
record Target(VendorDevice device, URI description, String thing, Map<String, String> variables) {
    static final String TD = "td";
    static final String THING = "thing";
    static final String VARIABLES = "variables";

    static Target of(VendorDevice device) {
        return new Target(
                device,
                url(device.vendorId(TD)),
                device.vendorIds().getOrDefault(THING, ""),
                variables(device.vendorIds().getOrDefault(VARIABLES, "")));
    }

    Account account() {
        return device.account();
    }

    private static URI url(String text) {
        try {
            return Urls.http(text);
        } catch (DriverException.Unsupported reason) {
            throw new DriverException.Rejected(
                    "vendorIds.td must be the address of a Thing Description over HTTP: " + reason.getMessage());
        }
    }

    /** As in a query: {@code id=water&step=2}. */
    private static Map<String, String> variables(String text) {
        var variables = new HashMap<String, String>();
        for (var pair : text.isEmpty() ? new String[0] : text.split("&")) {
            var both = pair.split("=", 2);
            if (both.length != 2 || both[0].isBlank()) {
                throw new DriverException.Rejected("vendorIds.variables must be name=value&name=value");
            }
            variables.put(decoded(both[0]), decoded(both[1]));
        }
        return Map.copyOf(variables);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new DriverException.Rejected("vendorIds.variables is not encoded as a query is");
        }
    }
}
