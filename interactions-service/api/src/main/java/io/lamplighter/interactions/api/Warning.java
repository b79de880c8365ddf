package io.lamplighter.interactions.api;

/**
 * Something that the reader of an interaction should know though nothing failed.
 *
 * @param code a stable word, such as {@code empty_target} or {@code sent_before_cancel}
 * @param detail a sentence for people
 */
public record Warning(String code, String detail) {}
