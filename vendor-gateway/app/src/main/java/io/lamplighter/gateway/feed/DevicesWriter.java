package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.callers.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** The part of the registry that changes something; bodies pass through as they are. */
@Path("/api/devices")
@RegisterRestClient(configKey = "devices")
interface DevicesWriter {
    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<String>> change(
            @PathParam("id") UUID id,
            @HeaderParam(Caller.HEADER) String user,
            @HeaderParam("If-Match") String match,
            String changes);
}
