package io.lamplighter.driver.http.definitions;

/**
 * Something that is wrong in a definition.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param message what is wrong and how it would be right
 */
public record Mistake(int line, int column, String message) {

    /** As compilers tell it: {@code line:column: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
