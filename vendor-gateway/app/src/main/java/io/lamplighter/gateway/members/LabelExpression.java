package io.lamplighter.gateway.members;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What labels must be, in the grammar of {@link io.lamplighter.devices.api.Selector#labels()}. */
final class LabelExpression implements Predicate<Map<String, String>> {
    private static final int LONGEST = 1_000;
    private static final String WORD = "(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s,()!=\"]++)";
    private static final Pattern TERM = Pattern.compile("\\s*+(?:!\\s*+(?<missing>" + WORD + ")|(?<key>" + WORD
            + ")\\s*+(?:(?<operator>==|=|!=)\\s*+(?<value>" + WORD + ")|(?<set>in|notin)\\s*+\\((?<values>\\s*+" + WORD
            + "\\s*+(?:,\\s*+" + WORD + "\\s*+)*+)\\))?)\\s*+(?<end>,|$)");
    private static final Pattern VALUE = Pattern.compile(WORD);

    private final List<Predicate<Map<String, String>>> terms;

    private LabelExpression(List<Predicate<Map<String, String>>> terms) {
        this.terms = terms;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException telling where it cannot be read
     */
    static LabelExpression parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
        }
        var terms = new ArrayList<Predicate<Map<String, String>>>();
        var matcher = TERM.matcher(text);
        var more = true;
        for (var at = 0; more; at = matcher.end()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("column " + (at + 1)
                        + ": expected a, !a, a=b, a!=b, a in (b,c) or a notin (b,c), with commas between them");
            }
            terms.add(term(matcher));
            more = matcher.group("end").equals(",");
        }
        return new LabelExpression(List.copyOf(terms));
    }

    private static Predicate<Map<String, String>> term(Matcher found) {
        if (found.group("missing") != null) {
            var missing = word(found.group("missing"));
            return labels -> !labels.containsKey(missing);
        }
        var key = word(found.group("key"));
        if (found.group("operator") != null) {
            var value = word(found.group("value"));
            var equal = !found.group("operator").equals("!=");
            return labels -> value.equals(labels.get(key)) == equal;
        }
        if (found.group("set") != null) {
            var values = values(found.group("values"));
            var inside = found.group("set").equals("in");
            return labels -> (labels.get(key) != null && values.contains(labels.get(key))) == inside;
        }
        return labels -> labels.containsKey(key);
    }

    private static Set<String> values(String list) {
        return VALUE.matcher(list).results().map(value -> word(value.group())).collect(Collectors.toUnmodifiableSet());
    }

    private static String word(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    @Override
    public boolean test(Map<String, String> labels) {
        return terms.stream().allMatch(term -> term.test(labels));
    }
}
