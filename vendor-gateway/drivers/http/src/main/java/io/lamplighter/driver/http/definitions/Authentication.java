package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** How the vendor is told who asks. Secrets are named here, never written. */
public sealed interface Authentication {

    /** A header and its value, if it is told in one. */
    default Optional<Map.Entry<String, String>> header(Account account, Map<String, ?> variables) {
        return Optional.empty();
    }

    /** What is added to the query, if it is told there. */
    default Optional<String> query(Account account) {
        return Optional.empty();
    }

    static Authentication of(Mapping yaml, Common common) {
        var type = yaml.required("type", "", text -> Words.of(text, "none", "basic", "bearer", "apiKey"));
        if (type.isEmpty()) { // what else belongs here is not known
            return new None();
        }
        var authentication = switch (type) {
            case "basic" -> new Basic(common.template(yaml, "user", Template::plain), secret(yaml, "password"));
            case "bearer" -> new Header("Authorization", "Bearer ", secret(yaml, "secret"));
            case "apiKey" -> apiKey(yaml);
            default -> new None();
        };
        yaml.end();
        return authentication;
    }

    private static Authentication apiKey(Mapping yaml) {
        if (yaml.has("header") == yaml.has("query")) {
            yaml.mistake("needs either header or query, with the name that the vendor asks for");
        }
        var secret = secret(yaml, "secret");
        var header = yaml.optional("header", RequestRule::headerName);
        var query = yaml.or("query", "", text -> text);
        return header.<Authentication>map(name -> new Header(name, "", secret))
                .orElseGet(() -> new Query(query, secret));
    }

    private static String secret(Mapping yaml, String key) {
        return yaml.required(key, "", Words::variable);
    }

    record None() implements Authentication {}

    /** RFC 7617. */
    record Basic(Template user, String password) implements Authentication {
        @Override
        public Optional<Map.Entry<String, String>> header(Account account, Map<String, ?> variables) {
            var both = user.expand(variables) + ":" + account.secret(password);
            var encoded = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
            return Optional.of(Map.entry("Authorization", "Basic " + encoded));
        }
    }

    /** A secret in a header; {@code Authorization: Bearer} is one (RFC 6750). */
    record Header(String name, String prefix, String secret) implements Authentication {
        @Override
        public Optional<Map.Entry<String, String>> header(Account account, Map<String, ?> variables) {
            var value = account.secret(secret);
            if (!Escape.isHeader(value)) {
                throw new DriverException.AuthenticationFailed(
                        "the secret %s holds characters that a header cannot carry".formatted(secret));
            }
            return Optional.of(Map.entry(name, prefix + value));
        }
    }

    /** A secret in the query. */
    record Query(String name, String secret) implements Authentication {
        @Override
        public Optional<String> query(Account account) {
            return Optional.of(Escape.encoded(name, "-._~") + "=" + Escape.encoded(account.secret(secret), "-._~"));
        }
    }
}
