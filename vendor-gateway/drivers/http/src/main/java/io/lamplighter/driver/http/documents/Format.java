package io.lamplighter.driver.http.documents;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** In which form a vendor answers. */
public sealed interface Format {

    /** The keyword in definitions. */
    String text();

    /**
     * Reads an answer.
     *
     * @param charset as the vendor says it, if it does and there is one of that name
     * @throws UnreadableException when it is not of this form
     */
    Document parse(byte[] body, Optional<Charset> charset, Map<String, String> variables);

    record Json() implements Format {
        @Override
        public String text() {
            return "json";
        }

        @Override
        public Document parse(byte[] body, Optional<Charset> charset, Map<String, String> variables) {
            return JsonDocument.parse(body);
        }
    }

    record Html() implements Format {
        @Override
        public String text() {
            return "html";
        }

        @Override
        public Document parse(byte[] body, Optional<Charset> charset, Map<String, String> variables) {
            if (body.length == 0) {
                throw new UnreadableException("is empty");
            }
            return HtmlDocument.parse(body, charset.map(Charset::name).orElse(null));
        }
    }

    /**
     * Rows.
     *
     * @param header whether the first line names the columns
     * @param row which one to read values from
     */
    record Csv(char separator, boolean header, Row row) implements Format {
        @Override
        public String text() {
            return "csv";
        }

        @Override
        public Document parse(byte[] body, Optional<Charset> charset, Map<String, String> variables) {
            var text = new String(body, charset.orElse(StandardCharsets.UTF_8));
            var document = CsvDocument.parse(text.startsWith("\ufeff") ? text.substring(1) : text, separator, header);
            return document.choosing(row.of(document, variables));
        }
    }

    record Binary() implements Format {
        @Override
        public String text() {
            return "binary";
        }

        @Override
        public Document parse(byte[] body, Optional<Charset> charset, Map<String, String> variables) {
            return new BinaryDocument(body, 0, body.length);
        }
    }

    /** A row of CSV. */
    sealed interface Row {
        private static Optional<List<String>> none() {
            return Optional.empty();
        }

        /** The row, if it is there. */
        default Optional<List<String>> of(Document document, Map<String, String> variables) {
            var csv = (CsvDocument) document;
            return switch (this) {
                case First _ ->
                    csv.rows().isEmpty() ? none() : Optional.of(csv.rows().getFirst());
                case Last _ ->
                    csv.rows().isEmpty() ? none() : Optional.of(csv.rows().getLast());
                case Where it -> where(csv, it.column(), it.expected().apply(variables));
            };
        }

        private static Optional<List<String>> where(CsvDocument csv, String column, String expected) {
            return csv.rows().stream()
                    .filter(row -> csv.cell(row, column).equals(Optional.of(expected)))
                    .findFirst();
        }

        record First() implements Row {}

        record Last() implements Row {}

        /**
         * The first one that has a certain text in a column.
         *
         * @param expected the text, made of the variables of the device
         */
        record Where(String column, Function<Map<String, String>, String> expected) implements Row {}
    }
}
