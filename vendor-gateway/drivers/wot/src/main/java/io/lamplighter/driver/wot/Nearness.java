package io.lamplighter.driver.wot;

import java.net.Inet6Address;
import java.net.InetAddress;

/** How near to the gateway an address is. A description may lead as far as it lies itself or farther, never nearer. */
enum Nearness {
    LOOPBACK,
    PRIVATE,
    PUBLIC,
    /** Where no device is: link-local (cloud providers keep secrets there), multicast and unspecified addresses. */
    NOWHERE;

    /** Of an address in numbers, as the connection tells it. */
    static Nearness of(String address) {
        var cut = address.indexOf('%');
        try {
            return of(InetAddress.ofLiteral(cut < 0 ? address : address.substring(0, cut)));
        } catch (IllegalArgumentException notAnAddress) {
            return NOWHERE;
        }
    }

    private static Nearness of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
            return NOWHERE;
        }
        return address.isSiteLocalAddress() || isUniqueLocal(address) || isShared(address) ? PRIVATE : PUBLIC;
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** RFC 6598. */
    private static boolean isShared(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
}
