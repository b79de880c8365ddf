package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.registry.RegistryUnreachableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

@Path("/api/observations")
@Produces(MediaType.APPLICATION_JSON)
class IngestResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final int SMALL = 8 * 1024;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final RequestReader reader;
    private final ReferencedDevices devices;
    private final ObservationPublisher publisher;
    private final Refusals refusals;

    IngestResource(RequestReader reader, ReferencedDevices devices, ObservationPublisher publisher, Refusals refusals) {
        this.reader = reader;
        this.devices = devices;
        this.publisher = publisher;
        this.refusals = refusals;
    }

    /** How many observations Kafka has acknowledged, and which others were not taken and why. */
    record Accepted(
            int accepted,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> refused) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Admitted
    public Uni<Response> accept(@HeaderParam(HttpHeaders.CONTENT_LENGTH) String length, InputStream body) {
        return accept(length, () -> reader.one(body));
    }

    @POST
    @Consumes(NDJSON)
    @Admitted
    public Uni<Response> acceptLines(@HeaderParam(HttpHeaders.CONTENT_LENGTH) String length, InputStream body) {
        return accept(length, () -> reader.lines(body));
    }

    // What is small is read right here, what is not holds up a worker and no event loop.
    private Uni<Response> accept(String length, Body body) {
        var answer = Uni.createFrom().deferred(() -> checkAndPublish(body));
        return length != null && Long.parseLong(length) <= SMALL
                ? answer
                : answer.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<Response> checkAndPublish(Body body) {
        RequestReader.Request request;
        try {
            request = body.read();
        } catch (IOException cutOff) {
            throw Problems.tooLarge();
        }
        return devices.known(references(request.sent()))
                .chain(known -> publish(request, known))
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

    private Uni<Response> publish(RequestReader.Request request, Map<DeviceReference, UUID> known) {
        var good = new ArrayList<Addressed>(request.sent().size());
        var unknown = new LinkedHashSet<String>();
        for (var each : request.sent()) {
            var device = known.get(each.device());
            if (device == null) {
                unknown.add(each.place());
            } else {
                good.add(new Addressed(device, each.observation()));
            }
        }
        unknown.forEach(place -> request.refused().add(place, "must name a registered device"));
        refusals.count(request.refused());
        if (good.isEmpty()) {
            request.refused().raise();
        }
        return publisher
                .publish(good)
                .replaceWith(() -> Response.accepted(
                                new Accepted(good.size(), request.refused().all()))
                        .build());
    }

    private static Set<DeviceReference> references(List<Sent> sent) {
        var references = new HashSet<DeviceReference>();
        sent.forEach(each -> references.add(each.device()));
        return references;
    }

    private interface Body {
        RequestReader.Request read() throws IOException;
    }
}
