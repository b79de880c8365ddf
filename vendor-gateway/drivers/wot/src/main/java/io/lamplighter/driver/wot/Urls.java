package io.lamplighter.driver.wot;

import io.lamplighter.driver.DriverException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses over HTTP, as they are written in descriptions. */
final class Urls {
    private static final int LONGEST = 4096;

    private Urls() {}

    /**
     * An absolute address over HTTP, without its fragment.
     *
     * @throws DriverException.Unsupported when it is anything else, with the reason
     */
    static URI http(String text) {
        var url = parsed(text);
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new DriverException.Unsupported(
                    scheme.isEmpty()
                            ? "an address has no scheme"
                            : "the protocol %.20s is not known here".formatted(scheme));
        }
        if (url.getHost() == null || url.getUserInfo() != null || url.getPort() == 0 || url.getPort() > 65_535) {
            throw new DriverException.Unsupported("an address must have a host, and neither user nor password");
        }
        var whole = url.toString();
        return url.getRawFragment() == null ? url : URI.create(whole.substring(0, whole.indexOf('#')));
    }

    /** The address that a reference leads to, RFC 3986 5.3. */
    static URI resolve(URI base, String reference) {
        if (reference.isEmpty()) {
            return base;
        }
        var rooted = base.getRawPath() == null || base.getRawPath().isEmpty() ? parsed(base + "/") : base;
        if (reference.startsWith("?")) {
            var plain = rooted.toString();
            var cut = plain.indexOf('?');
            return http((cut < 0 ? plain : plain.substring(0, cut)) + reference);
        }
        return http(rooted.resolve(parsed(reference)).toString());
    }

    /** Host and port, the port of the scheme where none is written. */
    static String authority(URI url) {
        return host(url) + ":" + port(url);
    }

    static String host(URI url) {
        return url.getHost().replace("[", "").replace("]", "").toLowerCase(java.util.Locale.ROOT);
    }

    static int port(URI url) {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return isSecure(url) ? 443 : 80;
    }

    static boolean isSecure(URI url) {
        return url.getScheme().equalsIgnoreCase("https");
    }

    /** What stands in the first line of a request. */
    static String target(URI url) {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** A target with one parameter more. */
    static String with(String target, String name, String value) {
        return target + (target.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without what may be secret: for people. */
    static String shown(URI url) {
        return authority(url) + (url.getRawPath() == null ? "" : url.getRawPath());
    }

    private static URI parsed(String text) {
        if (text.length() > LONGEST) {
            throw new DriverException.Unsupported("an address is longer than %d characters".formatted(LONGEST));
        }
        try {
            return new URI(text);
        } catch (URISyntaxException broken) {
            throw new DriverException.Unsupported("what should be an address is none");
        }
    }
}
