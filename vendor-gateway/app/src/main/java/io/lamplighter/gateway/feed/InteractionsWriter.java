package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.callers.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** The part of the interactions-service that changes something; bodies pass through as they are. */
@Path("/api/interactions")
@RegisterRestClient(configKey = "interactions")
interface InteractionsWriter {
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<String>> start(
            @HeaderParam(Caller.HEADER) String user, @HeaderParam("Prefer") String prefer, String interaction);
}
