package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DriverException;
import java.util.regex.Pattern;

/**
 * Where a device listens.
 *
 * @param host name or address, without the brackets of IPv6
 * @param path empty, or what stands before {@code /rpc}
 */
record ShellyAddress(String host, int port, String path) {
    private static final Pattern SHAPE =
            Pattern.compile("(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])"
                    + "(?::(?<port>[0-9]{1,5}))?(?<path>(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){0,8})/?");
    private static final int LONGEST = 512;

    /**
     * Reads {@code host[:port][/path]}. Schemes, user names, queries and escapes are refused, so that an address reaches
     * nothing but what it shows.
     *
     * @throws DriverException.Rejected when it is anything else
     */
    static ShellyAddress parse(String text) {
        var parts = SHAPE.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            throw new DriverException.Rejected("vendorIds.address must be host[:port][/path]");
        }
        var port = parts.group("port") == null ? 80 : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65_535) {
            throw new DriverException.Rejected("vendorIds.address must have a port between 1 and 65535");
        }
        var host = parts.group("host").replace("[", "").replace("]", "");
        return new ShellyAddress(host, port, parts.group("path"));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path;
    }
}
