package io.lamplighter.cli.edge;

import java.net.URI;

/** Nobody answers at the edge's address. */
public final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param url where nobody answers */
    public UnansweredException(URI url, Throwable cause) {
        super("Lamplighter does not answer at " + url + "; start it with ./lamplighter up", cause);
    }
}
