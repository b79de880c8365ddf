package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.VendorDevice;
import java.util.OptionalInt;

/**
 * A device in the terms of this driver.
 *
 * @param channel id of the components that count; all when empty
 * @param first whether it is of generation 1
 */
record Target(VendorDevice device, ShellyAddress address, OptionalInt channel, boolean first) {
    static final String ADDRESS = "address";
    static final String CHANNEL = "channel";
    static final String GENERATION = "generation";

    static Target of(VendorDevice device) {
        return new Target(
                device,
                ShellyAddress.parse(device.vendorId(ADDRESS)),
                channel(device.vendorIds().get(CHANNEL)),
                isFirst(device.vendorIds().get(GENERATION)));
    }

    private static OptionalInt channel(String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw new DriverException.Rejected("vendorIds.channel must be a number");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static boolean isFirst(String text) {
        if (text != null && !text.matches("[1-9]")) {
            throw new DriverException.Rejected("vendorIds.generation must be a number from 1 to 9");
        }
        return "1".equals(text);
    }
}
