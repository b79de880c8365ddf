package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import java.net.URI;
import java.util.Arrays;

/**
 * Where a description lies, and so where it may lead: to its own host, to what is not nearer to the gateway than it is itself,
 * and to the hosts in the setting {@code hosts} of its account. Without this a device, or whoever can write into a directory,
 * could have the gateway call whatever only the gateway can reach.
 *
 * @param nearness of the address from which it was read
 */
record Place(URI url, Nearness nearness) {
    /** Hosts apart by commas; {@code *} for all. */
    static final String HOSTS = "hosts";

    /** @throws DriverException.Rejected when it must not lead there */
    void check(URI target, Nearness there, Account account) {
        var sameHost = Urls.host(target).equals(Urls.host(url));
        var farther = there != Nearness.NOWHERE && there.compareTo(nearness) >= 0;
        if (!sameHost && !farther && !isAllowed(Urls.host(target), account)) {
            throw new DriverException.Rejected(
                    ("the description leads to %s, which is nearer to the gateway than itself:"
                                    + " the setting hosts of the account may allow it")
                            .formatted(Urls.authority(target)));
        }
    }

    private static boolean isAllowed(String host, Account account) {
        return account.setting(HOSTS).stream()
                .flatMap(hosts -> Arrays.stream(hosts.split(",")))
                .map(String::strip)
                .anyMatch(allowed -> allowed.equals("*") || allowed.equalsIgnoreCase(host));
    }
}
