package io.lamplighter.driver.wot;

import io.lamplighter.driver.DriverException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.uritemplate.UriTemplate;
import io.vertx.uritemplate.Variables;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How something is done: one form of a description with what it inherits, chosen for one operation.
 *
 * @param href a reference or a template of one (RFC 6570)
 * @param base what references are relative to
 * @param sent the media type of what is sent
 * @param answered the media type of what is answered
 * @param headers to be sent as they are
 * @param variables the values that are known beforehand
 */
record Form(
        HttpMethod method,
        String href,
        URI base,
        String sent,
        String answered,
        Subscribing subscribing,
        Security security,
        Map<String, String> headers,
        Map<String, String> variables) {
    /** How a device tells what happens. */
    enum Subscribing {
        NOT,
        LONG_POLL,
        SSE
    }

    private static final Pattern EXPRESSION = Pattern.compile("\\{[^{}]*}");

    static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    static boolean isText(String type) {
        return type.equals("text/plain");
    }

    Form with(Map<String, String> more) {
        var all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Form(method, href, base, sent, answered, subscribing, security, headers, Map.copyOf(all));
    }

    /** Where it leads, with values for its variables. */
    URI url(Map<String, String> given) {
        if (!href.contains("{")) {
            return Urls.resolve(base, href);
        }
        var all = new HashMap<>(variables);
        all.putAll(given);
        var values = Variables.variables();
        all.forEach((name, value) -> values.set(hyphenated(name), value));
        try {
            return Urls.resolve(base, UriTemplate.of(template()).expandToString(values));
        } catch (IllegalArgumentException broken) {
            throw new DriverException.Unsupported("the address is not a URI template");
        }
    }

    /** A hyphen is allowed in the name of a variable in its encoded form alone (RFC 6570 2.3); Eclipse Ditto writes it as it is. */
    private String template() {
        return EXPRESSION.matcher(href).replaceAll(each -> hyphenated(each.group()));
    }

    private static String hyphenated(String name) {
        return name.replace("-", "%2D");
    }

    /** Asks without sending anything. */
    Request request(Place from) {
        return request(from, Map.of(), Buffer.buffer());
    }

    Request request(Place from, Map<String, String> given, Buffer body) {
        var all = new LinkedHashMap<>(headers);
        if (headers.keySet().stream().noneMatch("Accept"::equalsIgnoreCase)) {
            all.put("Accept", subscribing == Subscribing.SSE ? "text/event-stream" : answered);
        }
        if (body.length() > 0) {
            all.put("Content-Type", sent);
        }
        return new Request(method, url(given), all, security, body, from, Request.LARGEST_VALUE);
    }
}
