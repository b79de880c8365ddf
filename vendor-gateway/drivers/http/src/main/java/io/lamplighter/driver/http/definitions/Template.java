package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with {@code {variables}} in it. */
public final class Template {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");
    private static final Pattern ADDRESS =
            Pattern.compile("https?://(?:[A-Za-z0-9.:\\[\\]-]|\\{[A-Za-z][A-Za-z0-9_]*})+(?:[/?][!\"$-~]*)?");

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Variable(String name, Escape escape) implements Part {}
    }

    /** Which escape is due after so much of the text. */
    @FunctionalInterface
    private interface Where {
        Escape at(String before);
    }

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    private Template(String text, Where where) {
        this.text = text;
        var found = VARIABLE.matcher(text);
        var from = 0;
        while (found.find()) {
            parts.add(new Part.Text(text.substring(from, found.start())));
            parts.add(new Part.Variable(found.group(1), where.at(text.substring(0, found.start()))));
            from = found.end();
        }
        parts.add(new Part.Text(text.substring(from)));
    }

    /** A whole address. */
    static Template address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be an address such as http://{host}/state, without user, fragment or blanks");
        }
        var address = new Template(text, before -> before.matches("https?://[^/?]*") ? Escape.HOST : Escape.URL);
        checkPath(text);
        return address;
    }

    static Template header(String text) {
        if (!Escape.isHeader(text)) {
            throw new IllegalArgumentException("must be printable ASCII");
        }
        return new Template(text, before -> Escape.HEADER);
    }

    /** What is sent, in the form that the content type says. */
    static Template body(String text, String contentType) {
        if (contentType.contains("json")) {
            var body = new Template(text, before -> isInQuotes(before) ? Escape.JSON_TEXT : Escape.JSON_VALUE);
            Bodies.checkJson(body);
            return body;
        }
        if (contentType.contains("xml")) {
            return new Template(text, before -> Escape.XML);
        }
        return new Template(text, before -> contentType.contains("form-urlencoded") ? Escape.FORM : Escape.NONE);
    }

    static Template plain(String text) {
        return new Template(text, before -> Escape.NONE);
    }

    private static boolean isInQuotes(String before) {
        var quotes = before.replaceAll("\\\\.", "").chars().filter(each -> each == '"');
        return quotes.count() % 2 == 1;
    }

    /** The variables in it. */
    Set<String> variables() {
        return parts.stream()
                .filter(Part.Variable.class::isInstance)
                .map(part -> ((Part.Variable) part).name())
                .collect(Collectors.toSet());
    }

    /**
     * The text with values in place of variables.
     *
     * @throws DriverException.Rejected when one is missing or cannot stand where it is to stand
     */
    public String expand(Map<String, ?> values) {
        return parts.stream().map(part -> expand(part, values)).collect(Collectors.joining());
    }

    private static String expand(Part part, Map<String, ?> values) {
        return switch (part) {
            case Part.Text it -> it.text();
            case Part.Variable it -> it.escape().apply(label(it.name()), value(it.name(), values));
        };
    }

    private static Object value(String name, Map<String, ?> values) {
        var value = values.get(name);
        if (value == null) {
            throw new DriverException.Rejected(label(name) + " is missing");
        }
        return value;
    }

    private static String label(String name) {
        return name.equals(SetRule.VALUE) ? name : "vendorIds." + name;
    }

    /** No variable leads out of the path that it stands in. */
    static void checkPath(String address) {
        var path = address.replaceFirst("^https?://[^/?]*", "").replaceFirst("\\?.*", "");
        if (List.of(path.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("must not have .. in its path");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
