package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FeedMessage;
import io.lamplighter.gateway.feed.FeedRequest.ChangeDevice;
import io.lamplighter.gateway.feed.FeedRequest.Interact;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Passes on what clients want to be changed to the service that owns it, in their name: the checks are its own. */
@Singleton
class Writes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InteractionsWriter interactions;
    private final DevicesWriter devices;

    Writes(@RestClient InteractionsWriter interactions, @RestClient DevicesWriter devices) {
        this.interactions = interactions;
        this.devices = devices;
    }

    /** @param user null when not known */
    Uni<FeedMessage> interact(String user, Interact request) {
        var prefer = request.waitSeconds() == 0 ? null : "wait=" + request.waitSeconds();
        return interactions
                .start(user, prefer, request.interaction().toString())
                .map(answer -> answer(request.id(), answer))
                .onFailure()
                .recoverWithItem(failure -> refusal(request.id(), "interactions-service", failure));
    }

    /** @param user null when not known */
    Uni<FeedMessage> change(String user, ChangeDevice request) {
        var match = request.version() == null ? null : "\"" + request.version() + "\"";
        return devices.change(request.device(), user, match, request.changes().toString())
                .map(answer -> answer(request.id(), answer))
                .onFailure()
                .recoverWithItem(failure -> refusal(request.id(), "devices-service", failure));
    }

    private static FeedMessage answer(String id, RestResponse<String> answer) {
        var version = answer.getHeaderString("ETag");
        return new FeedMessage.Answer(
                id,
                answer.getStatus(),
                read(answer.getEntity()),
                version == null ? null : Long.valueOf(version.replaceAll("\\D", "")),
                path(answer.getHeaderString("Location")));
    }

    /** As seen through the edge, whatever the service believes to be called. */
    private static String path(String location) {
        return location == null ? null : location.replaceFirst("^https?://[^/]*", "");
    }

    private static Object read(String body) {
        try {
            return body == null || body.isBlank() ? null : JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }

    private static FeedMessage refusal(String id, String service, Throwable failure) {
        return new FeedMessage.Failure(id, refusal(service, failure));
    }

    private static FeedMessage.Problem refusal(String service, Throwable failure) {
        if (!(failure instanceof WebApplicationException refused) || refused.getResponse() == null) {
            Log.debugf("%s: %s", service, failure.getMessage());
            return FeedProblems.away(service);
        }
        var status = refused.getResponse().getStatus();
        try {
            var body = refused.getResponse().readEntity(String.class);
            return JSON.readValue(body, FeedMessage.Problem.class);
        } catch (JsonProcessingException | RuntimeException noProblem) {
            return new FeedMessage.Problem("about:blank", "Refused", status, "the " + service + " refuses it", null);
        }
    }

    /** For what should not have happened. */
    static FeedMessage.Problem problem(Throwable failure) {
        if (failure instanceof FeedException known) {
            return known.problem();
        }
        Log.error("a request on the feed failed unexpectedly", failure);
        return FeedProblems.internal();
    }
}
