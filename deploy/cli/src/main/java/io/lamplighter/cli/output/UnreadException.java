package io.lamplighter.cli.output;

/** Whoever read what is printed has gone, as {@code head} does: nothing more is wanted. */
public final class UnreadException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
