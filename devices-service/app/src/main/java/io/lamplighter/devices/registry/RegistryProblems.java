package io.lamplighter.devices.registry;

import io.lamplighter.devices.problems.Problems;
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
        return Problems.problem(
                        409,
                        "vendor-id-taken",
                        "Vendor id taken",
                        "Another device of this vendor and account has this vendor id. Change that device, or send another id.")
                .with("violations", List.of(refused.violation()))
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response hasChildren(DeviceHasChildrenException refused) {
        return Problems.problem(
                        409,
                        "device-has-children",
                        "Device has children",
                        "%d devices have this one as their parent. Change or delete those first, or delete with ?children=detach."
                                .formatted(refused.count()))
                .with("children", refused.count())
                .build()
                .toResponse();
    }
}
