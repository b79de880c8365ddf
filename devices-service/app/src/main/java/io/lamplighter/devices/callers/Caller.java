package io.lamplighter.devices.callers;

import jakarta.enterprise.context.RequestScoped;

/** Who asks, for the length of one request. */
@RequestScoped
public class Caller {
    private String name = "anonymous";

    /** The caller's name, 1 to 100 printable characters; {@code anonymous} when unknown. */
    public String name() {
        return name;
    }

    void becomeKnown(String itsName) {
        name = itsName;
    }
}
