package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Shelly devices of generation 2 and later. */
@ApplicationScoped
public class ShellyDriver implements Driver {
    private static final DriverDescription DESCRIPTION = new DriverDescription(
            "shelly",
            "Shelly, generation 2 and later",
            List.of("address"),
            List.of("channel"),
            EnumSet.allOf(Capability.class));

    private final ShellyClient client;
    private final Clock clock;

    @Inject
    public ShellyDriver(Vertx vertx) {
        this(vertx, Clock.systemUTC());
    }

    ShellyDriver(Vertx vertx, Clock clock) {
        this.client = new ShellyClient(vertx);
        this.clock = clock;
    }

    @Override
    public DriverDescription describe() {
        return DESCRIPTION;
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return Uni.createFrom().deferred(() -> {
            var target = Target.of(device);
            return client.ask(target.address(), "Shelly.GetStatus", null)
                    .map(status -> observed(status, target, scope));
        });
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().deferred(() -> {
            var target = Target.of(device);
            var changes = Change.of(setting, target.channel());
            return apply(target, changes.getFirst())
                    .onFailure(DriverException.Unsupported.class)
                    .recoverWithUni(refused ->
                            changes.size() == 1 ? Uni.createFrom().failure(refused) : apply(target, changes.getLast()));
        });
    }

    @Override
    public Multi<DiscoveredDevice> discover(String account, String at) {
        return Uni.createFrom()
                .deferred(() -> {
                    var address = ShellyAddress.parse(at);
                    return client.askInfo(address)
                            .chain(info -> client.ask(address, "Shelly.GetStatus", null)
                                    .map(status -> discovered(at, info, status)));
                })
                .toMulti();
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Observation> observed(JsonNode status, Target target, Scope scope) {
        var all = StatusTranslator.translate(status, target.channel(), clock.instant());
        if (all.isEmpty() && target.channel().isPresent()) {
            throw new DriverException.Rejected("vendorIds.channel: the device has nothing of this id");
        }
        var wanted = all.stream().filter(scope::includes).toList();
        if (wanted.isEmpty()) {
            throw new DriverException.Unsupported("the device has nothing of what was asked for");
        }
        return wanted;
    }

    private Uni<List<Observation>> apply(Target target, Change change) {
        return client.tell(target.address(), change.component() + ".Set", change.parameters())
                .chain(() -> client.ask(target.address(), change.component() + ".GetStatus", change.id()))
                .map(component -> readBack(component, target, change));
    }

    private List<Observation> readBack(JsonNode json, Target target, Change change) {
        var observations = StatusTranslator.translate(change.key(), json, target.channel(), clock.instant());
        if (observations.stream().noneMatch(change::isAbout)) {
            throw new DriverException.ProtocolViolation("the device does not tell what was set", null);
        }
        return observations;
    }

    private static DiscoveredDevice discovered(String at, DeviceInfo info, JsonNode status) {
        return new DiscoveredDevice(info.title(), DeviceTypes.of(info, status), Map.of("address", at));
    }

    /** The device in the terms of this driver. */
    private record Target(ShellyAddress address, OptionalInt channel) {
        static Target of(VendorDevice device) {
            return new Target(
                    ShellyAddress.parse(device.vendorId("address")),
                    channel(device.vendorIds().get("channel")));
        }

        private static OptionalInt channel(String text) {
            if (text == null) {
                return OptionalInt.empty();
            }
            if (!text.matches("[0-9]{1,5}")) {
                throw new DriverException.Rejected("vendorIds.channel must be a number");
            }
            return OptionalInt.of(Integer.parseInt(text));
        }
    }
}
