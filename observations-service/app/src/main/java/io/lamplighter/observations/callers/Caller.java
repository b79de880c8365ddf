package io.lamplighter.observations.callers;

import jakarta.enterprise.context.RequestScoped;

/** Who asks; {@code anonymous} until the request names somebody. */
@RequestScoped
public class Caller {
    private String name = "anonymous";

    /** At most 100 printable characters. */
    public String name() {
        return name;
    }

    void become(String other) {
        name = other;
    }
}
