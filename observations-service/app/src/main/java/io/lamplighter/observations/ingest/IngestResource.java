package io.lamplighter.observations.ingest;

import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violations;
import io.lamplighter.observations.registry.KnownDevices;
import io.lamplighter.observations.registry.RegistryUnreachableException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@Path("/api/observations")
@Produces(MediaType.APPLICATION_JSON)
class IngestResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final int UNTOLD_LENGTH = 1024 * 1024;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final RequestReader reader;
    private final RequestBudget budget;
    private final KnownDevices devices;
    private final ObservationPublisher publisher;

    IngestResource(RequestReader reader, RequestBudget budget, KnownDevices devices, ObservationPublisher publisher) {
        this.reader = reader;
        this.budget = budget;
        this.devices = devices;
        this.publisher = publisher;
    }

    /** How many observations Kafka has acknowledged. */
    record Accepted(int accepted) {}

    // Blocking, so that reading and the producer's back-pressure hold up a worker and no event loop.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Blocking
    public Uni<Response> accept(
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream body) {
        return accept(length, encoding, () -> reader.one(body));
    }

    @POST
    @Consumes(NDJSON)
    @Blocking
    public Uni<Response> acceptLines(
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream body) {
        return accept(length, encoding, () -> reader.lines(body));
    }

    private Uni<Response> accept(String length, String encoding, Body body) {
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw Problems.encoded();
        }
        var giveBack = budget.take(length == null ? UNTOLD_LENGTH : Long.parseLong(length));
        return Uni.createFrom()
                .deferred(() -> checkAndPublish(body))
                .onTermination()
                .invoke(giveBack);
    }

    private Uni<Response> checkAndPublish(Body body) {
        RequestReader.Request request;
        try {
            request = body.read();
        } catch (IOException cutOff) {
            throw Problems.tooLarge();
        }
        return devices.unknownAmong(deviceIds(request.sent()))
                .invoke(unknown -> refuse(request, unknown))
                .chain(() -> publisher.publish(request.sent()))
                .replaceWith(() ->
                        Response.accepted(new Accepted(request.sent().size())).build())
                .onFailure(RegistryUnreachableException.class)
                .transform(failure -> Problems.unavailable(
                        "registry-unavailable",
                        "The registry of devices does not answer",
                        "Whether the devices exist cannot be told now; send it again, nothing of it was taken.",
                        RETRY_AFTER_SECONDS))
                .onFailure(NotAcknowledgedException.class)
                .transform(failure -> Problems.unavailable(
                        "kafka-unavailable",
                        "Kafka does not answer",
                        "Send it again; what was taken already is not stored twice.",
                        RETRY_AFTER_SECONDS));
    }

    private static Set<UUID> deviceIds(List<Sent> sent) {
        var ids = new HashSet<UUID>();
        sent.forEach(each -> ids.add(each.deviceId()));
        return ids;
    }

    private static void refuse(RequestReader.Request request, Set<UUID> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        var violations = new Violations();
        for (var i = 0; i < request.sent().size(); i++) {
            if (unknown.contains(request.sent().get(i).deviceId())) {
                violations.add(request.path(i, "deviceId"), "must be the id of a registered device");
            }
        }
        violations.raise();
    }

    private interface Body {
        RequestReader.Request read() throws IOException;
    }
}
