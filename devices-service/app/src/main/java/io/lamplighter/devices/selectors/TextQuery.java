package io.lamplighter.devices.selectors;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words to find in a device, each of them and in any order. The trigrams of the index know parts of words from three
 * characters on; anything shorter is looked for at the beginning of a word only. What has a digit is an identifier, and
 * those that only look alike are others: similar is enough for words of letters alone.
 */
record TextQuery(List<String> words) {
    private static final int MOST_WORDS = 8;
    private static final String DEVICE_TEXT = "device_text(name, vendor_ids)";
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern THREE_OF_THEM = Pattern.compile("[\\p{L}\\p{N}]{3}");
    private static final Pattern WORD_OF_LETTERS = Pattern.compile("\\p{L}{4,}");

    static TextQuery of(String text) {
        return new TextQuery(Arrays.stream(text.split("\\s+"))
                .filter(word -> LETTER_OR_DIGIT.matcher(word).find())
                .limit(MOST_WORDS)
                .toList());
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    String condition(Conditions conditions) {
        return words.stream()
                .map(word -> "(" + condition(word, conditions) + ")")
                .collect(Collectors.joining(" and "));
    }

    private static String condition(String word, Conditions conditions) {
        var escaped = word.replaceAll("([\\\\%_])", "\\\\$1");
        if (!THREE_OF_THEM.matcher(word).find()) {
            return isLike(escaped + "%", conditions) + " or " + isLike("% " + escaped + "%", conditions);
        }
        var contains = isLike("%" + escaped + "%", conditions);
        return WORD_OF_LETTERS.matcher(word).matches()
                ? contains + " or " + DEVICE_TEXT + " %> " + conditions.bind(word)
                : contains;
    }

    private static String isLike(String pattern, Conditions conditions) {
        return DEVICE_TEXT + " ilike " + conditions.bind(pattern);
    }
}
