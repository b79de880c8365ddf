package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something to be asked over HTTP.
 *
 * @param from the description that leads there; null for what a user named
 * @param largest how many bytes the answer may have
 */
record Request(
        HttpMethod method,
        URI url,
        Map<String, String> headers,
        Security security,
        Buffer body,
        Place from,
        int largest) {
    /** Bytes of a value. */
    static final int LARGEST_VALUE = 256 * 1024;

    /** A GET of what a user named. */
    static Request get(URI url, String accept, int largest) {
        return new Request(
                HttpMethod.GET, url, Map.of("Accept", accept), new Security.None(), Buffer.buffer(), null, largest);
    }

    Request with(Security other) {
        return new Request(method, url, headers, other, body, from, largest);
    }

    Request with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Request(method, url, more, security, body, from, largest);
    }

    Request from(Place place) {
        return new Request(method, url, headers, security, body, place, largest);
    }

    /** With the credentials of the account. */
    RequestOptions options(Account account) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost(Urls.host(url))
                .setPort(Urls.port(url))
                .setSsl(Urls.isSecure(url))
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        var target = Urls.target(url);
        for (var proof : security.prove(account)) {
            switch (proof.location()) {
                case HEADER -> options.putHeader(proof.name(), proof.value());
                case COOKIE -> options.putHeader("Cookie", cookies(options, proof));
                case QUERY -> target = Urls.with(target, proof.name(), proof.value());
            }
        }
        return options.setURI(target);
    }

    private static String cookies(RequestOptions options, Security.Proof proof) {
        var before = options.getHeaders() == null ? null : options.getHeaders().get("Cookie");
        var cookie = proof.name() + "=" + Urls.encoded(proof.value());
        return before == null ? cookie : before + "; " + cookie;
    }
}
