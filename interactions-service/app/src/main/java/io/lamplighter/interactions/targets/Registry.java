package io.lamplighter.interactions.targets;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.loops.Outages;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.problems.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the registry; its absence is told once and fails as {@link UnavailableException}. */
@Singleton
final class Registry {
    private static final int BAD_REQUEST = 400;
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final DevicesApi devices;
    private final Outages outages;

    Registry(@RestClient DevicesApi devices, Outages outages) {
        this.devices = devices;
        this.outages = outages;
    }

    /** Those of these devices that there are, at most 100. */
    Uni<DevicePage> known(List<UUID> ids) {
        return bounded("target.devices", () -> devices.devices(ids, null, null, null, null, null, ids.size(), null));
    }

    /** A page of the enabled devices that the selector picks. */
    Uni<DevicePage> selected(Selector selector, int limit, String after) {
        var label = selector.labels().entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .toList();
        return bounded(
                "target.selector",
                () -> devices.devices(
                        null, selector.vendor(), selector.type(), selector.expression(), label, true, limit, after));
    }

    /** A page of the enabled devices of the group. */
    Uni<DevicePage> members(String group, int limit, String after) {
        return bounded("target.group", () -> devices.members(group, true, limit, after));
    }

    private Uni<DevicePage> bounded(String field, Supplier<Uni<? extends DevicePage>> question) {
        return Uni.createFrom()
                .deferred(question)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(outages.registry()::end)
                .onFailure()
                .transform(failure -> judge(field, failure));
    }

    private Throwable judge(String field, Throwable failure) {
        int status = switch (failure) {
            case WebApplicationException answer -> answer.getResponse().getStatus();
            case HttpProblem problem -> problem.getStatusCode();
            default -> 0;
        };
        if (status == BAD_REQUEST) {
            return Problems.invalid(field, "is refused by the registry, which may not know it");
        }
        outages.registry().begin(failure);
        return new UnavailableException("registry", failure);
    }
}
