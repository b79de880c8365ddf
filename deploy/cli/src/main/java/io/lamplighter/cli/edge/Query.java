package io.lamplighter.cli.edge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The parameters of a request, encoded. What is null is left out. */
public final class Query {
    private final List<String> parameters;

    private Query(List<String> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /** No parameters. */
    public static Query none() {
        return new Query(List.of());
    }

    /** These parameters and one more; the same ones when the value is null. */
    public Query with(String name, Object value) {
        if (value == null) {
            return this;
        }
        var more = new ArrayList<>(parameters);
        more.add(encoded(name) + "=" + encoded(value.toString()));
        return new Query(more);
    }

    /** These parameters and one more for each value. */
    public Query withEach(String name, Collection<?> values) {
        var query = this;
        for (var value : values) {
            query = query.with(name, value);
        }
        return query;
    }

    /** These parameters and those. */
    public Query and(Query other) {
        var both = new ArrayList<>(parameters);
        both.addAll(other.parameters);
        return new Query(both);
    }

    String appendedTo(String path) {
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
