package io.lamplighter.interactions.targets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What labels must be, in the words that Kubernetes made common: {@code a=b}, {@code a!=b}, {@code a in (b,c)}, {@code a
 * notin (b,c)}, {@code a}, {@code !a}, joined by commas. As there, {@code !=} and {@code notin} hold without the label.
 */
public final class LabelExpression implements Predicate<Map<String, String>> {
    private static final String WORD = "[\\p{L}\\p{N}_./:-]+";
    private static final Pattern TERM = Pattern.compile("\\s*(?:(?<absent>!)\\s*(?<missing>" + WORD + ")|(?<key>" + WORD
            + ")\\s*(?:(?<operator>==|=|!=)\\s*(?<value>" + WORD
            + ")|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");

    private final List<Predicate<Map<String, String>>> terms;

    private LabelExpression(List<Predicate<Map<String, String>>> terms) {
        this.terms = terms;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException telling where it cannot be read
     */
    public static LabelExpression parse(String text) {
        var terms = new ArrayList<Predicate<Map<String, String>>>();
        var matcher = TERM.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at || matcher.end() == at) {
                throw new IllegalArgumentException("cannot be read from character " + (at + 1)
                        + "; terms are a=b, a!=b, a in (b,c), a notin (b,c), a, !a, joined by commas");
            }
            terms.add(term(matcher));
            at = matcher.end();
        }
        return new LabelExpression(List.copyOf(terms));
    }

    private static Predicate<Map<String, String>> term(Matcher found) {
        if (found.group("absent") != null) {
            var missing = found.group("missing");
            return labels -> !labels.containsKey(missing);
        }
        var key = found.group("key");
        if (found.group("operator") != null) {
            var value = found.group("value");
            boolean equal = !found.group("operator").equals("!=");
            return labels -> value.equals(labels.get(key)) == equal;
        }
        if (found.group("set") != null) {
            var values = values(found.group("values"));
            boolean inside = found.group("set").equals("in");
            return labels -> (labels.get(key) != null && values.contains(labels.get(key))) == inside;
        }
        return labels -> labels.containsKey(key);
    }

    private static Set<String> values(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean test(Map<String, String> labels) {
        return terms.stream().allMatch(term -> term.test(labels));
    }
}
