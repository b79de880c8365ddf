package io.lamplighter.interactions.callers;

import jakarta.enterprise.context.RequestScoped;

/** Who sent the request that is being answered. */
@RequestScoped
public class Caller {
    private String name = "anonymous";

    public String name() {
        return name;
    }

    void is(String name) {
        this.name = name;
    }
}
