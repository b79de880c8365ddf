package io.lamplighter.driver.http.documents;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;
import org.jsoup.select.QueryParser;

/** Where in a document something is. Making one throws {@link IllegalArgumentException} with what is wrong, for people. */
public sealed interface Place {

    /** For people, as it was written. */
    String text();

    /** In JSON, by a JSON Pointer (RFC 6901). */
    record Pointer(JsonPointer pointer) implements Place {
        public static Pointer of(String text) {
            if (!text.isEmpty() && !text.startsWith("/")) {
                throw new IllegalArgumentException("must be a JSON Pointer such as /state/on");
            }
            return new Pointer(JsonPointer.compile(text));
        }

        @Override
        public String text() {
            return pointer.toString();
        }
    }

    /** In JSON, by a JSONata expression. */
    record Expression(Query query) implements Place {
        public static Expression of(String text) {
            return new Expression(Query.compile(text));
        }

        @Override
        public String text() {
            return query.text();
        }
    }

    /**
     * In HTML: the text of the first element that a CSS selector finds.
     *
     * @param attribute of the element, instead of its text
     */
    record Selector(String text, Optional<String> attribute) implements Place {
        public static Selector of(String css, Optional<String> attribute) {
            try {
                var checked = QueryParser.parse(css);
                return new Selector(checked == null ? "" : css, attribute);
            } catch (IllegalStateException | IllegalArgumentException wrong) {
                throw new IllegalArgumentException("must be a CSS selector: " + wrong.getMessage(), wrong);
            }
        }
    }

    /** In a row of CSV, by the name of the column or, counted from 0, its number. */
    record Column(String text) implements Place {}

    /** Every row of CSV, and every record of packed bytes. */
    record Every(int size) implements Place {
        @Override
        public String text() {
            return "the answer";
        }
    }

    /**
     * In packed bytes.
     *
     * @param at the first byte, counted from 0
     * @param length in bytes
     * @param bits which bits of the number, if not all
     */
    record Bytes(int at, Packed as, int length, boolean littleEndian, Optional<Bits> bits) implements Place {
        @Override
        public String text() {
            return "byte " + at;
        }
    }

    /**
     * Bits of a number, counted from 0 for the least.
     *
     * @param flag whether it is one bit that stands for true or false
     */
    record Bits(int first, int count, boolean flag) {}
}
