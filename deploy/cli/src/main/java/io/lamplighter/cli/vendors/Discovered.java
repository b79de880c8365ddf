package io.lamplighter.cli.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was found, in words and by name. */
final class Discovered {
    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private Discovered() {}

    static Column[] columns() {
        return new Column[] {
            Column.of("NAME", "/name"),
            Column.of("TYPE", "/type"),
            Column.of("VENDOR", "/vendor"),
            Column.of("ACCOUNT", "/account"),
            Column.made("VENDOR IDS", "vendorIds", item -> vendorIds(item.path("vendorIds"))),
            Column.of("STATE", "/state"),
            Column.time("FOUND", "/foundAt"),
            Column.of("ID", "/id")
        };
    }

    static String path(String vendor) {
        return VendorsCommand.VENDORS + "/" + encoded(vendor) + "/discoveries";
    }

    /** Those that are named, by name or id. */
    static List<JsonNode> named(Edge edge, String vendor, List<String> names) {
        var all = edge.all(path(vendor), Query.none());
        return names.stream().map(name -> one(all, vendor, name)).toList();
    }

    private static JsonNode one(List<JsonNode> all, String vendor, String name) {
        var field = name.matches(ID) ? "id" : "name";
        var fitting = all.stream()
                .filter(item -> item.path(field).asText().equalsIgnoreCase(name))
                .toList();
        if (fitting.isEmpty()) {
            throw new MistakeException("Nothing named %s was found; ./lamplighter vendors inbox %s lists what was"
                    .formatted(name, vendor));
        }
        if (fitting.size() > 1) {
            throw new MistakeException("%d things named %s were found; name one by its id: %s"
                    .formatted(
                            fitting.size(),
                            name,
                            fitting.stream()
                                    .map(item -> item.path("id").asText())
                                    .collect(Collectors.joining(", "))));
        }
        return fitting.getFirst();
    }

    static String words(JsonNode array) {
        var words = new ArrayList<String>();
        array.forEach(word -> words.add(word.asText()));
        return String.join(", ", words);
    }

    private static String vendorIds(JsonNode ids) {
        return ids.properties().stream()
                .map(id -> id.getKey() + "=" + Text.of(id.getValue()))
                .collect(Collectors.joining(" "));
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
