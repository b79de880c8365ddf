package io.lamplighter.devices.registry;

import io.lamplighter.devices.problems.Problems;
import io.lamplighter.devices.problems.Violation;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How the registry's own refusals look. */
class RegistryProblems {

    @ServerExceptionMapper
    Response notFound(DeviceNotFoundException refused) {
        return Problems.problem(
                        404,
                        "device-not-found",
                        "Device not found",
                        "There is no device with the id " + refused.id() + ".")
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response vendorIdTaken(VendorIdTakenException refused) {
        var field = "vendorIds." + refused.name();
        return Problems.problem(
                        409,
                        "vendor-id-taken",
                        "Vendor id taken",
                        "Another device of this vendor and account has this vendor id. Change that device, or send another id.")
                .with(
                        "violations",
                        List.of(new Violation(field, "is taken by another device of this vendor and account")))
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response staleVersion(StaleVersionException refused) {
        return Problems.problem(
                        412,
                        "stale-version",
                        "Stale version",
                        "The device has changed. Read it again and send its ETag in If-Match.")
                .with("version", refused.current())
                .withHeader("ETag", '"' + Long.toString(refused.current()) + '"')
                .build()
                .toResponse();
    }
}
