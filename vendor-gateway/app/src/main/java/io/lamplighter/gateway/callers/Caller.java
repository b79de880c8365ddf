package io.lamplighter.gateway.callers;

import jakarta.enterprise.context.RequestScoped;

/** Who sent this request. */
@RequestScoped
public class Caller {
    static final String ANONYMOUS = "anonymous";
    private String name = ANONYMOUS;

    void is(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }
}
