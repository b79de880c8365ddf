package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.Format;

/** Reads in which form the vendor answers. */
final class Formats {
    private Formats() {}

    static Format of(Mapping yaml, Common common, boolean items) {
        var keyword = yaml.or("format", "json", text -> Words.of(text, "json", "html", "csv", "binary"));
        return switch (keyword) {
            case "html" -> new Format.Html();
            case "csv" -> csv(yaml, common, items);
            case "binary" -> new Format.Binary();
            default -> new Format.Json();
        };
    }

    /** Where every row is an item, none is chosen. */
    private static Format csv(Mapping yaml, Common common, boolean items) {
        var separator = yaml.or("separator", ',', Formats::separator);
        var header = yaml.flag("header", true);
        return new Format.Csv(separator, header, items ? new Format.Row.First() : row(yaml, common));
    }

    private static char separator(String text) {
        if (text.length() != 1 || text.equals("\"") || (text.isBlank() && !text.equals("\t"))) {
            throw new IllegalArgumentException("must be one character, such as ; or \"\\t\"");
        }
        return text.charAt(0);
    }

    private static Format.Row row(Mapping yaml, Common common) {
        if (!yaml.isMapping("row")) {
            return yaml.or("row", "first", text -> Words.of(text, "first", "last"))
                            .equals("last")
                    ? new Format.Row.Last()
                    : new Format.Row.First();
        }
        var where = yaml.mapping("row").orElseThrow();
        var column = where.required("column", "", text -> text);
        var expected = common.template(where, "equals", Template::plain);
        where.end();
        return new Format.Row.Where(column, expected::expand);
    }
}
