package io.lamplighter.gateway.discoveries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.gateway.api.AcceptDiscovery;
import io.lamplighter.gateway.api.FoundDevice;
import io.lamplighter.gateway.devices.RegistryUnavailableException;
import io.lamplighter.gateway.problems.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Registers what was found. */
@Singleton
class Acceptance {
    private final DevicesApi devices;
    private final ObjectMapper json;

    Acceptance(@RestClient DevicesApi devices, ObjectMapper json) {
        this.devices = devices;
        this.json = json;
    }

    /** Fails with the registry's own refusal, or with {@link RegistryUnavailableException}. */
    Uni<DeviceView> register(FoundDevice found, AcceptDiscovery wanted, String requestedBy) {
        return devices.register(requestedBy, request(found, wanted)).onFailure().transform(this::explain);
    }

    private static RegisterDevice request(FoundDevice found, AcceptDiscovery wanted) {
        return new RegisterDevice(
                Objects.requireNonNullElse(wanted.name(), found.name()),
                Objects.requireNonNullElse(wanted.type(), found.type()),
                found.vendor(),
                found.account(),
                found.vendorIds(),
                wanted.location() == null ? null : new Location(wanted.location(), null, null, null),
                wanted.labels(),
                wanted.enabled(),
                null,
                null);
    }

    private RuntimeException explain(Throwable failure) {
        if (failure instanceof WebApplicationException refusal) {
            var status = refusal.getResponse().getStatus();
            if (status == Response.Status.BAD_REQUEST.getStatusCode()
                    || status == Response.Status.CONFLICT.getStatusCode()) {
                return refused(status, body(refusal.getResponse()));
            }
        }
        return new RegistryUnavailableException(failure);
    }

    private static RuntimeException refused(int status, JsonNode problem) {
        var violations = new ArrayList<Problems.FieldViolation>();
        problem.path("violations")
                .forEach(violation -> violations.add(new Problems.FieldViolation(
                        violation.path("field").asText(),
                        violation.path("message").asText())));
        return Problems.of(
                        "registry-refused",
                        status,
                        "The registry refuses the device",
                        problem.path("detail").asText("It gave no reason."))
                .with("violations", List.copyOf(violations))
                .build();
    }

    private JsonNode body(Response response) {
        try {
            return json.readTree(response.readEntity(String.class));
        } catch (java.io.IOException | RuntimeException unreadable) {
            return json.createObjectNode();
        }
    }
}
