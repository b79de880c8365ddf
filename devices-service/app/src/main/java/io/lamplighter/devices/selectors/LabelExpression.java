package io.lamplighter.devices.selectors;

import java.util.ArrayList;
import java.util.List;

/** Reads a label expression such as {@code room in (kitchen,hall), !retired}: see the contract of {@code Selector}. */
final class LabelExpression {
    private static final String PUNCTUATION = ",()!=\"";
    private static final int MOST_REQUIREMENTS = 32;
    private static final int MOST_VALUES = 100;

    private final String text;
    private int position;

    LabelExpression(String text) {
        this.text = text;
    }

    /** The expression does not parse; the message begins with the column, counted from 1. */
    static final class Broken extends RuntimeException {
        Broken(int position, String message) {
            super("column %d: %s".formatted(position + 1, message));
        }
    }

    List<LabelRequirement> requirements() {
        var requirements = new ArrayList<LabelRequirement>();
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

    private LabelRequirement requirement() {
        if (isNext("!")) {
            return new LabelRequirement(true, name(), List.of());
        }
        var name = name();
        if (isNext("!=")) {
            return new LabelRequirement(true, name, List.of(word("a value")));
        }
        if (isNext("==") || isNext("=")) {
            return new LabelRequirement(false, name, List.of(word("a value")));
        }
        if (isAtEndOfRequirement()) {
            return new LabelRequirement(false, name, List.of());
        }
        return new LabelRequirement(isNotIn(), name, values());
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
