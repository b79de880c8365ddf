package io.lamplighter.observations.formats;

import io.lamplighter.observations.api.ObservationView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * A stream of any length whose first piece is there already, so that what fails at once is answered as a problem. What
 * fails later ends the connection before its time.
 */
public record Export(Format format, List<ObservationView> first, Pieces rest) {

    /** The answer that streams all of it. */
    public static Uni<Response> of(Format format, Pieces pieces) {
        return pieces.next()
                .map(first -> Response.ok(new Export(format, first, pieces))
                        .type(format.mediaType())
                        .build());
    }
}
