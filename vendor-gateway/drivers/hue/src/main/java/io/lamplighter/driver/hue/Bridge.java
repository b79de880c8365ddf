package io.lamplighter.driver.hue;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.regex.Pattern;

/**
 * A bridge: where it is and why it is believed to be it.
 *
 * @param host name or address, without the brackets of IPv6
 * @param name to whom its certificate is issued, where that matters
 */
record Bridge(String host, int port, String name, Trust trust) {
    static final String ADDRESS = "address";
    static final String ID = "bridge-id";
    static final String KEY = "application-key";

    private static final Pattern SHAPE = Pattern.compile(
            "(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");
    private static final Pattern SECRET = Pattern.compile("[!-~]{1,256}");
    private static final int HTTPS = 443;

    /**
     * The bridge of an account.
     *
     * @throws DriverException.AuthenticationFailed when its settings do not say which, or not how it is told from others
     */
    static Bridge of(Account account) {
        var address = account.setting(ADDRESS).orElseThrow(() -> wrong(account, ADDRESS + " is missing"));
        var parts = SHAPE.matcher(address);
        if (!parts.matches()) {
            throw wrong(account, ADDRESS + " must be host[:port]");
        }
        var port = parts.group("port") == null ? HTTPS : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65_535) {
            throw wrong(account, ADDRESS + " must have a port between 1 and 65535");
        }
        var host = parts.group("host").replace("[", "").replace("]", "");
        var name = account.setting(ID).orElse(host);
        if (account.setting(ID).isPresent() && !NAME.matcher(name).matches()) {
            throw wrong(account, ID + " must be what the bridge is called in its certificate");
        }
        return new Bridge(host, port, name, Trust.of(account));
    }

    /** A client that talks to nobody else. */
    HttpClientOptions client() {
        var options = new HttpClientOptions().setSsl(true).setDecompressionSupported(false);
        trust.apply(options);
        return options;
    }

    /** A request with the account's key. The host in it is the name, as the vendor wants it; no name is looked up for that. */
    RequestOptions request(Account account, HttpMethod method, String path) {
        var key = account.secret(KEY);
        if (!SECRET.matcher(key).matches()) {
            throw new DriverException.AuthenticationFailed(
                    "the secret %s of the account %s is not one of a bridge".formatted(KEY, account.name()));
        }
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, host))
                .setHost(name)
                .setPort(port)
                .setURI(path)
                .setFollowRedirects(false)
                .putHeader("hue-application-key", key);
    }

    /** Whether somebody means this bridge. */
    boolean isMeantBy(String text) {
        return text.equalsIgnoreCase(name) || text.equals(toString()) || text.equals(host);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + (port == HTTPS ? "" : ":" + port);
    }

    private static DriverException wrong(Account account, String what) {
        return new DriverException.AuthenticationFailed(
                "the settings of the account %s: %s".formatted(account.name(), what));
    }
}
