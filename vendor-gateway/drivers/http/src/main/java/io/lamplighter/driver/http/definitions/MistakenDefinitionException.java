package io.lamplighter.driver.http.definitions;

import java.util.List;
import java.util.stream.Collectors;

/** A definition cannot be used; all its mistakes are told, in the order of their places. */
public final class MistakenDefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    MistakenDefinitionException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** At least one. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
