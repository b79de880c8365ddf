package io.lamplighter.devices.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What labels must be, in the words that Kubernetes made common: {@code a=b}, {@code a!=b}, {@code a in (b,c)}, {@code a
 * notin (b,c)}, {@code a}, {@code !a}, joined by commas; words with spaces or punctuation in quotation marks, with a
 * backslash before one that is meant. As there, {@code !=} and {@code notin} hold without the label.
 */
public final class LabelExpression implements Predicate<Map<String, String>> {
    private final List<Requirement> requirements;

    private LabelExpression(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /**
     * One of what must hold together.
     *
     * @param isNegated whether it is what a device must not have
     * @param name of the label
     * @param values of which it must have one; none when it is enough that there is such a label
     */
    public record Requirement(boolean isNegated, String name, List<String> values) {
        boolean test(Map<String, String> labels) {
            var value = labels.get(name);
            return (value != null && (values.isEmpty() || values.contains(value))) != isNegated;
        }
    }

    /** The expression does not parse; the message begins with the column, counted from 1. */
    public static final class Broken extends IllegalArgumentException {
        private Broken(int position, String message) {
            super("column %d: %s".formatted(position + 1, message));
        }
    }

    /**
     * Reads an expression.
     *
     * @throws Broken when it cannot be read
     */
    public static LabelExpression parse(String text) {
        return new LabelExpression(List.copyOf(new Reader(text).requirements()));
    }

    /** What must all hold, in the order given. */
    public List<Requirement> requirements() {
        return requirements;
    }

    @Override
    public boolean test(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static final class Reader {
        private static final String PUNCTUATION = ",()!=\"";
        private static final int MOST_REQUIREMENTS = 32;
        private static final int MOST_VALUES = 100;

        private final String text;
        private int position;

        private Reader(String text) {
            this.text = text;
        }

        List<Requirement> requirements() {
            var requirements = new ArrayList<Requirement>();
            do {
                if (requirements.size() == MOST_REQUIREMENTS) {
                    throw broken("at most 32 requirements are taken");
                }
                requirements.add(requirement());
            } while (isNext(","));
            if (position < text.length()) {
                throw broken("expected a comma or the end");
            }
            return requirements;
        }

        private Requirement requirement() {
            if (isNext("!")) {
                return new Requirement(true, name(), List.of());
            }
            var name = name();
            if (isNext("!=")) {
                return new Requirement(true, name, List.of(word("a value")));
            }
            if (isNext("==") || isNext("=")) {
                return new Requirement(false, name, List.of(word("a value")));
            }
            if (isAtEndOfRequirement()) {
                return new Requirement(false, name, List.of());
            }
            return new Requirement(isNotIn(), name, values());
        }

        private boolean isNotIn() {
            var start = position;
            var operator = bareWord();
            return switch (operator) {
                case "in" -> false;
                case "notin" -> true;
                default -> throw new Broken(start, "expected in, notin, =, !=, a comma or the end");
            };
        }

        private List<String> values() {
            if (!isNext("(")) {
                throw broken("expected an opening bracket");
            }
            var values = new ArrayList<String>();
            do {
                if (values.size() == MOST_VALUES) {
                    throw broken("at most 100 values are taken");
                }
                values.add(word("a value"));
            } while (isNext(","));
            if (!isNext(")")) {
                throw broken("expected a comma or a closing bracket");
            }
            return values;
        }

        private String name() {
            skipSpace();
            var start = position;
            var name = word("the name of a label");
            if (name.contains(":")) {
                throw new Broken(start, "the name of a label has no colon; say name=value");
            }
            return name;
        }

        private String word(String wanted) {
            skipSpace();
            if (position < text.length() && text.charAt(position) == '"') {
                return quotedWord();
            }
            var word = bareWord();
            if (word.isEmpty()) {
                throw broken("expected " + wanted);
            }
            return word;
        }

        private String bareWord() {
            var start = position;
            while (position < text.length() && isBare(text.charAt(position))) {
                position++;
            }
            return text.substring(start, position);
        }

        private static boolean isBare(char next) {
            return !Character.isWhitespace(next) && PUNCTUATION.indexOf(next) < 0;
        }

        private String quotedWord() {
            var start = position++;
            var word = new StringBuilder();
            while (position < text.length() && text.charAt(position) != '"') {
                if (text.charAt(position) == '\\' && position + 1 < text.length()) {
                    position++;
                }
                word.append(text.charAt(position++));
            }
            if (position == text.length()) {
                throw new Broken(start, "this quotation mark has no second one");
            }
            position++;
            return word.toString();
        }

        private boolean isAtEndOfRequirement() {
            skipSpace();
            return position == text.length() || text.charAt(position) == ',';
        }

        private boolean isNext(String wanted) {
            skipSpace();
            if (!text.startsWith(wanted, position)) {
                return false;
            }
            position += wanted.length();
            return true;
        }

        private void skipSpace() {
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
        }

        private Broken broken(String message) {
            return new Broken(position, message);
        }
    }
}
