package io.lamplighter.gateway.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Delivery;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Webhook;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.problems.Problems;
import io.lamplighter.gateway.vendors.Drivers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What vendors post. Accepted means that Kafka has it; the same once more is accepted and does nothing. */
@Path("/api/vendors/{vendor}/accounts/{account}/push")
public class WebhookResource {
    private record Seen(String vendor, String account, String id) {}

    private final Drivers drivers;
    private final Accounts accounts;
    private final DeviceRegistry registry;
    private final Told told;
    private final PushConfig config;
    private final Clock clock;
    private final Cache<Seen, Boolean> seen;

    @SuppressWarnings("checkstyle:ParameterNumber")
    WebhookResource(
            Drivers drivers, Accounts accounts, DeviceRegistry registry, Told told, PushConfig config, Clock clock) {
        this.drivers = drivers;
        this.accounts = accounts;
        this.registry = registry;
        this.told = told;
        this.config = config;
        this.clock = clock;
        this.seen = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterWrite(config.webhookWindow().multipliedBy(2))
                .build();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> push(
            @PathParam("vendor") String vendor,
            @PathParam("account") String name,
            @Context HttpHeaders headers,
            byte[] body) {
        if (body.length > config.webhookMaxBody()) {
            throw Problems.of(
                            "webhook-too-large",
                            413,
                            "The webhook is too large",
                            "Send at most " + config.webhookMaxBody() + " bytes.")
                    .build();
        }
        var driver = drivers.driver(vendor);
        var account = accounts.account(vendor, name);
        var watched = new WatchedDevices(account, devices(vendor, name));
        return driver.receive(account, new Webhook(first(headers), body), watched)
                .onFailure(DriverException.AuthenticationFailed.class)
                .transform(refused -> Problems.of(
                                "webhook-refused",
                                401,
                                "The webhook is not signed well",
                                "Sign it with the secret of this account.")
                        .build())
                .chain(delivery -> take(new Seen(vendor, name, delivery.id()), delivery, watched));
    }

    private static Map<String, String> first(HttpHeaders headers) {
        var first = new HashMap<String, String>();
        headers.getRequestHeaders().forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    private List<DeviceView> devices(String vendor, String account) {
        return registry.devices(new Accounts.Key(vendor, account))
                .filter(DeviceView::enabled)
                .toList();
    }

    private Uni<Void> take(Seen delivered, Delivery delivery, WatchedDevices watched) {
        var age = Duration.between(delivery.sentAt(), clock.instant()).abs();
        if (age.compareTo(config.webhookWindow()) > 0) {
            throw Problems.of(
                            "webhook-expired",
                            400,
                            "The webhook is too old",
                            "It must arrive within " + config.webhookWindow() + " of being signed.")
                    .build();
        }
        if (seen.getIfPresent(delivered) != null) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(delivery.told())
                .onItem()
                .transformToUniAndConcatenate(pushed -> take(pushed, watched))
                .onItem()
                .ignoreAsUni()
                .invoke(() -> seen.put(delivered, true));
    }

    private Uni<Void> take(Pushed pushed, WatchedDevices watched) {
        return switch (pushed) {
            case Pushed.Observed observed ->
                watched.device(observed.device())
                        .map(device -> told.observed(device, observed.observations()))
                        .orElseGet(() -> Uni.createFrom().voidItem());
            case Pushed.Availability it -> {
                watched.device(it.device()).ifPresent(device -> told.available(device, it.reachable(), it.reason()));
                yield Uni.createFrom().voidItem();
            }
            case Pushed.Opened opened -> Uni.createFrom().voidItem();
            case Pushed.Alive alive -> Uni.createFrom().voidItem();
        };
    }
}
