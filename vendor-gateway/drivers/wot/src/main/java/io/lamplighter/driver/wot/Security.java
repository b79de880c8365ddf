package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** How a device wants to be told who calls (W3C WoT Thing Description 1.1, 5.3.3). Secrets are asked for with each call. */
sealed interface Security {
    /** The setting with the name of the user. */
    String USER = "user";

    /** The secret of the scheme {@code basic}. */
    String PASSWORD = "password";

    /** The secret of the schemes {@code bearer} and {@code oauth2}. */
    String TOKEN = "token";

    /** The secret of the scheme {@code apikey}. */
    String KEY = "key";

    /** Where a secret is put. */
    enum Location {
        HEADER,
        QUERY,
        COOKIE
    }

    /** One secret, ready to be sent. */
    record Proof(Location location, String name, String value) {}

    /**
     * What is to be sent.
     *
     * @throws DriverException.AuthenticationFailed when the account lacks a secret
     */
    List<Proof> prove(Account account);

    /** Nothing is asked for. */
    record None() implements Security {
        @Override
        public List<Proof> prove(Account account) {
            return List.of();
        }
    }

    /** User and password, RFC 7617. */
    record Basic(String header) implements Security {
        @Override
        public List<Proof> prove(Account account) {
            var both = account.setting(USER).orElse("") + ":" + account.secret(PASSWORD);
            var value = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
            return List.of(new Proof(Location.HEADER, header, value));
        }
    }

    /** A token, RFC 6750. */
    record Bearer(Location location, String name) implements Security {
        @Override
        public List<Proof> prove(Account account) {
            var token = account.secret(TOKEN).strip();
            return List.of(new Proof(location, name, location == Location.HEADER ? "Bearer " + token : token));
        }
    }

    /** A key under a name of the device's choice. */
    record Key(Location location, String name) implements Security {
        @Override
        public List<Proof> prove(Account account) {
            return List.of(new Proof(location, name, account.secret(KEY).strip()));
        }
    }

    /** All of several. */
    record AllOf(List<Security> each) implements Security {
        @Override
        public List<Proof> prove(Account account) {
            return each.stream()
                    .flatMap(security -> security.prove(account).stream())
                    .toList();
        }
    }

    /** The first of several for which the account has what is needed. */
    record OneOf(List<Security> each) implements Security {
        @Override
        public List<Proof> prove(Account account) {
            DriverException.AuthenticationFailed last = null;
            for (var security : each) {
                try {
                    return security.prove(account);
                } catch (DriverException.AuthenticationFailed missing) {
                    last = missing;
                }
            }
            throw last;
        }
    }

    /**
     * What the names in {@code security} stand for, all of them together.
     *
     * @throws DriverException.Unsupported when a scheme is not known here
     */
    static Security of(List<String> names, JsonNode definitions) {
        return of(names, definitions, 0);
    }

    private static Security of(List<String> names, JsonNode definitions, int depth) {
        var each = new ArrayList<Security>();
        for (var name : names) {
            var security = of(name, definitions.path(name), definitions, depth);
            if (!(security instanceof None)) {
                each.add(security);
            }
        }
        return switch (each.size()) {
            case 0 -> new None();
            case 1 -> each.getFirst();
            default -> new AllOf(List.copyOf(each));
        };
    }

    private static Security of(String name, JsonNode definition, JsonNode definitions, int depth) {
        var scheme = definition.path("scheme").asText();
        var in = definition.path("in").asText();
        return switch (scheme) {
            case "nosec", "auto" -> new None();
            case "basic" -> new Basic(header(in, definition));
            case "bearer" -> new Bearer(location(in, "header"), named(definition, "Authorization"));
            case "oauth2" -> new Bearer(Location.HEADER, "Authorization");
            case "apikey" -> new Key(location(in, "query"), keyName(definition));
            case "combo" -> combo(definition, definitions, depth);
            case "" ->
                throw new DriverException.Unsupported("the security scheme %.60s is not defined".formatted(name));
            default ->
                throw new DriverException.Unsupported("the security scheme %.60s is not known here".formatted(scheme));
        };
    }

    private static Security combo(JsonNode definition, JsonNode definitions, int depth) {
        if (depth > 2) {
            throw new DriverException.Unsupported("security schemes are nested too deeply");
        }
        var all = Json.texts(definition.path("allOf"));
        return all.isEmpty()
                ? oneOf(Json.texts(definition.path("oneOf")), definitions, depth)
                : of(all, definitions, depth + 1);
    }

    private static Security oneOf(List<String> names, JsonNode definitions, int depth) {
        var known = new ArrayList<Security>();
        var failure = new DriverException.Unsupported("a combination of security schemes names none");
        for (var name : names) {
            try {
                known.add(of(List.of(name), definitions, depth + 1));
            } catch (DriverException.Unsupported unknown) {
                failure = unknown;
            }
        }
        if (known.isEmpty()) {
            throw failure;
        }
        return new OneOf(List.copyOf(known));
    }

    private static String header(String in, JsonNode definition) {
        if (location(in, "header") != Location.HEADER) {
            throw new DriverException.Unsupported("the security scheme basic is known in a header only");
        }
        return named(definition, "Authorization");
    }

    private static Location location(String in, String otherwise) {
        return switch (in.isEmpty() || in.equals("auto") ? otherwise : in) {
            case "header" -> Location.HEADER;
            case "query" -> Location.QUERY;
            case "cookie" -> Location.COOKIE;
            default -> throw new DriverException.Unsupported("credentials in %.60s are not known here".formatted(in));
        };
    }

    private static String keyName(JsonNode definition) {
        var name = named(definition, "");
        if (name.isEmpty()) {
            throw new DriverException.Unsupported("the security scheme apikey has no name");
        }
        return name;
    }

    /** Names go into headers and cookies, so nothing but a token of HTTP is one. */
    private static String named(JsonNode definition, String otherwise) {
        var name = definition.path("name").asText(otherwise);
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}")) {
            throw new DriverException.Unsupported("the name of a security scheme is not one");
        }
        return name;
    }
}
