package io.lamplighter.driver.http.definitions;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.lamplighter.driver.DriverException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How a value is written where it stands, so that it stays one value whatever is in it. */
enum Escape {
    /** In the authority of an address: a host, perhaps with a port, or a part of one. */
    HOST {
        @Override
        String apply(String name, Object value) {
            var text = plain(value);
            if (!HOST_SHAPE.matcher(text).matches()) {
                throw new DriverException.Rejected(name + " must be a host, perhaps with a port");
            }
            return text;
        }
    },
    /** In the path or query of an address. */
    URL {
        @Override
        String apply(String name, Object value) {
            return encoded(plain(value), "-._~");
        }
    },
    /** In a form. */
    FORM {
        @Override
        String apply(String name, Object value) {
            return encoded(plain(value), "-._*").replace("%20", "+");
        }
    },
    HEADER {
        @Override
        String apply(String name, Object value) {
            var text = plain(value);
            if (!isHeader(text)) {
                throw new DriverException.Rejected(name + " holds characters that a header cannot carry");
            }
            return text;
        }
    },
    /** Between the quotes of a JSON text. */
    JSON_TEXT {
        @Override
        String apply(String name, Object value) {
            return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(plain(value)));
        }
    },
    /** Where JSON has a value. */
    JSON_VALUE {
        @Override
        String apply(String name, Object value) {
            return value instanceof String ? '"' + JSON_TEXT.apply(name, value) + '"' : plain(value);
        }
    },
    XML {
        @Override
        String apply(String name, Object value) {
            return plain(value)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;");
        }
    },
    NONE {
        @Override
        String apply(String name, Object value) {
            return plain(value);
        }
    };

    private static final Pattern HOST_SHAPE =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    /** @param name of the value, for messages */
    abstract String apply(String name, Object value);

    /** A value as it is. */
    static String plain(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Whether a header can carry it. */
    static boolean isHeader(String text) {
        return text.chars().allMatch(each -> (each >= ' ' && each < 127) || each == '\t');
    }

    /** Percent-encoded but for letters, digits and these (RFC 3986). */
    static String encoded(String text, String unreserved) {
        var encoded = new StringBuilder();
        for (var each : text.getBytes(StandardCharsets.UTF_8)) {
            var letter = (char) (each & 0xff);
            if ((letter < 128 && Character.isLetterOrDigit(letter)) || unreserved.indexOf(letter) >= 0) {
                encoded.append(letter);
            } else {
                encoded.append("%%%02X".formatted(each & 0xff));
            }
        }
        return encoded.toString();
    }
}
