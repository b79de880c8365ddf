package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Packed;
import io.lamplighter.driver.http.documents.Place;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads where a value is; each form of answer has its own keys. */
final class Places {
    private static final int LAST_BYTE = 16_000_000;
    private static final int LONGEST_TEXT = 1024;
    private static final Place NOWHERE = new Place.Column("");

    private Places() {}

    /** Where a value is in an answer of this form. */
    static Place of(Mapping yaml, Format format) {
        return switch (format) {
            case Format.Json _ -> inJson(yaml);
            case Format.Html _ -> inHtml(yaml);
            case Format.Csv _ -> yaml.required("column", NOWHERE, Place.Column::new);
            case Format.Binary _ -> inBytes(yaml);
        };
    }

    /** Where the items of a list are. */
    static Place items(Mapping yaml, Format format) {
        return switch (format) {
            case Format.Json _ ->
                yaml.isMapping("items")
                        ? onlyInJson(yaml.mapping("items").orElseThrow())
                        : yaml.required("items", NOWHERE, Place.Pointer::of);
            case Format.Html _ -> yaml.required("items", NOWHERE, css -> Place.Selector.of(css, Optional.empty()));
            case Format.Csv _ -> new Place.Every(1);
            case Format.Binary _ ->
                yaml.required("record", NOWHERE, text -> new Place.Every(Words.count(text, 1, LAST_BYTE)));
        };
    }

    private static Place onlyInJson(Mapping yaml) {
        var place = inJson(yaml);
        yaml.end();
        return place;
    }

    private static Place inJson(Mapping yaml) {
        if (yaml.has("at") && yaml.has("jsonata")) {
            yaml.mistake("jsonata", "needs either at or jsonata, not both");
        }
        return yaml.has("jsonata")
                ? yaml.required("jsonata", NOWHERE, Place.Expression::of)
                : yaml.required("at", NOWHERE, Place.Pointer::of);
    }

    private static Place inHtml(Mapping yaml) {
        var attribute = yaml.optional("attribute", text -> text);
        return yaml.required("select", NOWHERE, css -> Place.Selector.of(css, attribute));
    }

    private static Place inBytes(Mapping yaml) {
        var at = yaml.required("at", 0, text -> Words.count(text, 0, LAST_BYTE));
        var as = yaml.required("as", Packed.U8, Places::packed);
        var length = as == Packed.ASCII
                ? yaml.required("length", 1, text -> Words.count(text, 1, LONGEST_TEXT))
                : Integer.valueOf(as.size());
        var little =
                yaml.or("endian", false, text -> Words.of(text, "big", "little").equals("little"));
        return new Place.Bytes(at, as, length, little, bits(yaml, as));
    }

    private static Packed packed(String text) {
        var words = Arrays.stream(Packed.values()).map(Packed::text).toArray(String[]::new);
        return Packed.valueOf(Words.of(text, words).toUpperCase(Locale.ROOT));
    }

    private static Optional<Place.Bits> bits(Mapping yaml, Packed as) {
        var last = as.size() * 8 - 1;
        var flag = yaml.optional("bit", text -> new Place.Bits(Words.count(text, 0, last), 1, true));
        var several = yaml.optional("bits", text -> range(text, last));
        if ((flag.isPresent() || several.isPresent()) && !as.isInteger()) {
            yaml.mistake("as", "as: bits are taken from whole numbers only, not from " + as.text());
        }
        if (flag.isPresent() && several.isPresent()) {
            yaml.mistake("bits", "needs either bit or bits, not both");
        }
        return flag.isPresent() ? flag : several;
    }

    private static Place.Bits range(String text, int last) {
        if (!text.matches("[0-9]{1,2}-[0-9]{1,2}")) {
            throw new IllegalArgumentException("must be the first and the last bit, such as 4-7");
        }
        var from = Words.count(text.substring(0, text.indexOf('-')), 0, last);
        var to = Words.count(text.substring(text.indexOf('-') + 1), from, last);
        return new Place.Bits(from, to - from + 1, false);
    }
}
