package io.lamplighter.driver.http.definitions;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant who wrote something that is not known. */
final class Guess {
    private Guess() {}

    /** {@code ; did you mean x?} when something known differs by little, else a list of what is known. */
    static String among(Collection<String> known, String written) {
        return known.stream()
                .filter(word -> distance(word, written) <= near(written))
                .min(Comparator.comparingInt(word -> distance(word, written)))
                .map(word -> "; did you mean %s?".formatted(word))
                .orElse(known.isEmpty() ? "" : "; there are " + String.join(", ", known));
    }

    private static int near(String written) {
        return written.length() < 4 ? 1 : Math.max(2, written.length() / 3);
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var row = new int[other.length() + 1];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + same, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }
}
