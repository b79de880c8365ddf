package io.lamplighter.devices.history;

import io.lamplighter.devices.api.HistoryPage;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.registry.DeviceNotFoundException;
import io.lamplighter.devices.registry.TimeLimit;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/devices/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
class HistoryResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;

    private final DeviceHistory history;
    private final TimeLimit time;

    HistoryResource(DeviceHistory history, TimeLimit time) {
        this.history = history;
        this.time = time;
    }

    @GET
    @Operation(summary = "Who changed what of a device and when, newest first; also of a deleted one")
    public Uni<HistoryPage> history(
            @PathParam("id") UUID id, @QueryParam("limit") String limit, @QueryParam("after") String after) {
        return time.keep(history.page(id, HistoryCursor.time(after), limit(limit)))
                .map(page -> page.orElseThrow(() -> new DeviceNotFoundException(id)));
    }

    private static int limit(String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            var limit = Integer.parseInt(wanted);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new InvalidInputException("limit", "must be a number from 1 to 1000");
    }
}
