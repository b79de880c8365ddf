package io.lamplighter.driver.http.definitions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param body what is sent, if anything
 * @param contentType of the body
 * @param largestAnswer in bytes
 */
public record RequestRule(
        String method,
        Template url,
        Map<String, Template> headers,
        Optional<Template> body,
        String contentType,
        Authentication authentication,
        int largestAnswer) {
    private static final String[] METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"};

    /** @param otherwise the method where none is said */
    static RequestRule of(Mapping yaml, Common common, String otherwise) {
        var contentType = yaml.or(
                "contentType", "application/json", text -> Template.header(text).toString());
        return new RequestRule(
                yaml.or("method", otherwise, text -> Words.of(text, METHODS)),
                common.template(yaml, "url", text -> address(text, common)),
                headers(yaml, common),
                yaml.optional("body", text -> common.checked(Template.body(text, contentType))),
                contentType,
                common.authentication(),
                common.largestAnswer());
    }

    private static Template address(String text, Common common) {
        if (text.startsWith("/") && common.base().isEmpty()) {
            throw new IllegalArgumentException("begins with a slash, so the definition needs the key base");
        }
        return Template.address(text.startsWith("/") ? common.base() + text : text);
    }

    static Map<String, Template> headers(Mapping yaml, Common common) {
        var headers = new LinkedHashMap<>(common.headers());
        yaml.mapping("headers")
                .ifPresent(own -> own.names().forEach(name -> {
                    var template = common.template(own, name, text -> header(name, text));
                    headers.put(name, template);
                }));
        return headers;
    }

    private static Template header(String name, String text) {
        if (headerName(name).equalsIgnoreCase("Authorization")) {
            throw new IllegalArgumentException("secrets are not written here; use the key authentication");
        }
        return Template.header(text);
    }

    static String headerName(String text) {
        if (!text.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
            throw new IllegalArgumentException("must be the name of a header, not " + text);
        }
        return text;
    }
}
