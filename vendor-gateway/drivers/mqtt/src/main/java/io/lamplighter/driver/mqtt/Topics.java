package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import java.util.regex.Pattern;

/** What may stand in a topic. */
final class Topics {
    private static final Pattern NAME = Pattern.compile("[^+#\\x00-\\x1f/][^+#\\x00-\\x1f]{0,249}");

    private Topics() {}

    /** The vendor id, which is a part of topics. */
    static String checked(String vendorId, String value) {
        if (!NAME.matcher(value).matches() || value.endsWith("/")) {
            throw new DriverException.Rejected("vendorIds." + vendorId + " cannot be a part of a topic");
        }
        return value;
    }
}
