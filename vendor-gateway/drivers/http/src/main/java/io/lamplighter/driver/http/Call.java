package io.lamplighter.driver.http;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.http.definitions.RequestRule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request with everything in its place.
 *
 * @param account at whose expense
 * @param largestAnswer in bytes
 */
record Call(Account account, RequestOptions options, Buffer body, int largestAnswer) {
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<scheme>https?)://(?<host>\\[[^\\]]+]|[^:/?\\[\\]]+)(?::(?<port>[0-9]{1,5}))?(?<rest>.*)");

    /** A last resort against connections that hang for ever: whoever waits has given up long before. */
    private static final int ANSWER_TIMEOUT_MS = 60_000;

    /** @throws DriverException.Rejected when the variables make no address */
    static Call of(RequestRule rule, Map<String, ?> variables, Account account) {
        var options = options(rule.url().expand(variables), rule, account);
        options.setMethod(HttpMethod.valueOf(rule.method()))
                .setTimeout(ANSWER_TIMEOUT_MS)
                .setFollowRedirects(false)
                .putHeader("User-Agent", "Lamplighter");
        rule.headers().forEach((name, value) -> options.putHeader(name, value.expand(variables)));
        rule.authentication()
                .header(account, variables)
                .ifPresent(header -> options.putHeader(header.getKey(), header.getValue()));
        var body = rule.body().map(template -> Buffer.buffer(template.expand(variables)));
        body.ifPresent(sent -> options.putHeader("Content-Type", rule.contentType()));
        return new Call(account, options, body.orElseGet(Buffer::buffer), rule.largestAnswer());
    }

    private static RequestOptions options(String address, RequestRule rule, Account account) {
        var parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new DriverException.Rejected("the vendor ids make no address");
        }
        var secure = parts.group("scheme").equals("https");
        var port = parts.group("port") == null ? (secure ? 443 : 80) : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65_535) {
            throw new DriverException.Rejected("the vendor ids make an address with a port that there is not");
        }
        return new RequestOptions()
                .setHost(parts.group("host").replace("[", "").replace("]", ""))
                .setPort(port)
                .setSsl(secure)
                .setURI(uri(parts.group("rest"), rule, account));
    }

    private static String uri(String rest, RequestRule rule, Account account) {
        var uri = rest.startsWith("/") ? rest : "/" + rest;
        if (List.of(uri.replaceFirst("\\?.*", "").split("/", -1)).contains("..")) {
            throw new DriverException.Rejected("the vendor ids lead out of the path that they stand in");
        }
        return rule.authentication()
                .query(account)
                .map(query -> uri + (uri.contains("?") ? "&" : "?") + query)
                .orElse(uri);
    }

    /** Who is called, for messages. */
    String authority() {
        return options.getHost() + ":" + options.getPort();
    }
}
