package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses, among the forms of an affordance, the one for an operation (W3C WoT Thing Description 1.1, 5.3.4.2; its defaults of
 * methods are in 8.3.1): the first over HTTP that speaks JSON and lies where the description lies, else plain text, else elsewhere.
 */
final class Forms {
    private static final int MOST = 64;
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "content-type", "cookie", "upgrade");

    private final JsonNode thing;
    private final URI description;
    private final Attempt<URI> base;

    Forms(JsonNode thing, URI description) {
        this.thing = thing;
        this.description = description;
        this.base =
                Attempt.of(() -> Urls.resolve(description, thing.path("base").asText("")));
    }

    /**
     * The form for an operation.
     *
     * @param defaults the operations of forms that name none
     * @throws DriverException.Unsupported when there is none, with the reason
     */
    Form choose(JsonNode affordance, String operation, Set<String> defaults, Map<String, String> variables) {
        var usable = new ArrayList<Form>();
        var reason = "it has no form for " + operation;
        var seen = 0;
        for (var form : affordance.path("forms")) {
            var operations = Json.texts(form.path("op"));
            if (++seen <= MOST && (operations.isEmpty() ? defaults : operations).contains(operation)) {
                try {
                    usable.add(read(form, operation, variables));
                } catch (DriverException.Unsupported not) {
                    reason = not.getMessage();
                }
            }
        }
        var missing = reason;
        return usable.stream()
                .min(Comparator.comparingInt(this::rank))
                .orElseThrow(() -> new DriverException.Unsupported(missing));
    }

    private int rank(Form form) {
        var elsewhere = !Urls.authority(form.url(Map.of())).equals(Urls.authority(description));
        return (elsewhere ? 2 : 0) + (Form.isText(form.answered()) || Form.isText(form.sent()) ? 1 : 0);
    }

    private Form read(JsonNode form, String operation, Map<String, String> variables) {
        if (!form.path("href").isTextual()) {
            throw new DriverException.Unsupported("a form has no address");
        }
        var sent = mediaType(form.path("contentType").asText("application/json"));
        var answered = mediaType(form.path("response").path("contentType").asText(sent));
        var subscribing = subscribing(form, operation, sent);
        require(subscribing, operation.startsWith("write") ? sent : answered);
        var names = form.has("security") ? form.path("security") : thing.path("security");
        var read = new Form(
                method(form, operation),
                form.path("href").asText(),
                base(form.path("href").asText()),
                sent,
                answered,
                subscribing,
                Security.of(Json.texts(names), thing.path("securityDefinitions")),
                headers(form.path("htv:headers")),
                variables);
        var _ = Urls.http(read.url(Map.of()).toString());
        return read;
    }

    /** A base that is no address over HTTP matters to those alone that are relative to it. */
    private URI base(String href) {
        return ABSOLUTE.matcher(href).lookingAt()
                ? description
                : base.made().orElseThrow(() -> new DriverException.Unsupported(base.reason()));
    }

    private static void require(Form.Subscribing subscribing, String type) {
        if (subscribing != Form.Subscribing.SSE && !Form.isJson(type) && !Form.isText(type)) {
            throw new DriverException.Unsupported("the media type %.60s is not known here".formatted(type));
        }
    }

    private static Form.Subscribing subscribing(JsonNode form, String operation, String type) {
        if (!operation.startsWith("observe") && !operation.startsWith("subscribe")) {
            return Form.Subscribing.NOT;
        }
        var otherwise = type.equals("text/event-stream") ? "sse" : "";
        var subprotocol = form.path("subprotocol").asText(otherwise);
        return switch (subprotocol) {
            case "longpoll" -> Form.Subscribing.LONG_POLL;
            case "sse" -> Form.Subscribing.SSE;
            default ->
                throw new DriverException.Unsupported(
                        subprotocol.isEmpty()
                                ? "its form says no subprotocol"
                                : "the subprotocol %.60s is not known here".formatted(subprotocol));
        };
    }

    private static HttpMethod method(JsonNode form, String operation) {
        var otherwise = operation.startsWith("write") ? "PUT" : operation.equals("invokeaction") ? "POST" : "GET";
        var method =
                form.path("htv:methodName").asText(form.path("http:methodName").asText(otherwise));
        if (!method.matches("(?i)get|put|post|patch|delete|head|options")) {
            throw new DriverException.Unsupported("the method %.60s is not known here".formatted(method));
        }
        return HttpMethod.valueOf(method.toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> headers(JsonNode headers) {
        var named = new LinkedHashMap<String, String>();
        for (var header : headers) {
            var name = header.path("htv:fieldName").asText();
            var value = header.path("htv:fieldValue").asText();
            if (named.size() < MOST
                    && name.matches("[A-Za-z0-9-]{1,100}")
                    && value.matches("[ -~]{0,1000}")
                    && !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                named.put(name, value);
            }
        }
        return Map.copyOf(named);
    }

    private static String mediaType(String type) {
        var cut = type.indexOf(';');
        return (cut < 0 ? type : type.substring(0, cut)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether any form of an affordance could be told in JSON or text, over whatever protocol. */
    static boolean isReadable(JsonNode affordance) {
        var readable = affordance.path("forms").isEmpty();
        for (var form : affordance.path("forms")) {
            var type = mediaType(form.path("contentType").asText("application/json"));
            readable |= Form.isJson(type) || Form.isText(type);
        }
        return readable;
    }
}
