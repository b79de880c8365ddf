package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** Shelly devices of all generations. */
@ApplicationScoped
public class ShellyDriver implements Driver {
    private static final DriverDescription DESCRIPTION = DriverDescription.of(
                    "shelly",
                    "Shelly",
                    List.of(Target.ADDRESS),
                    EnumSet.of(
                            Capability.READ_STATUSES,
                            Capability.READ_ATTRIBUTES,
                            Capability.SET_STATUSES,
                            Capability.SET_ATTRIBUTES,
                            Capability.READ_BACK,
                            Capability.DISCOVER,
                            Capability.PUSH))
            .withOptionalVendorIds(Target.CHANNEL, Target.GENERATION)
            .withAccounts(List.of(Challenge.USER), List.of(Challenge.PASSWORD))
            .withSilence(Duration.ofSeconds(100));

    private final ShellyClient client;
    private final Notifications notifications;
    private final Clock clock;

    @Inject
    public ShellyDriver(Vertx vertx) {
        this(vertx, Clock.systemUTC());
    }

    ShellyDriver(Vertx vertx, Clock clock) {
        this.client = new ShellyClient(vertx);
        this.notifications = new Notifications(vertx, clock);
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
            return status(target).map(status -> observed(status, target, scope));
        });
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().deferred(() -> {
            var target = Target.of(device);
            return target.first()
                    ? firstThatCan(
                            GenerationOne.paths(setting, target.channel()), path -> applyFirst(target, path, setting))
                    : set(target, setting);
        });
    }

    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return Multi.createFrom().deferred(() -> {
            var target = Target.of(watched.devices().iterator().next());
            if (target.first()) {
                throw new DriverException.Unsupported("devices of generation 1 do not notify over a websocket");
            }
            return notifications.of(target);
        });
    }

    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return Uni.createFrom()
                .deferred(() -> client.askInfo(account, ShellyAddress.parse(at)))
                .chain(info -> {
                    var device = discovered(account, at, info);
                    return status(Target.of(device))
                            .map(status -> new DiscoveredDevice(
                                    info.title(), DeviceTypes.of(info, status), device.vendorIds()));
                })
                .toMulti();
    }

    @Override
    public void close() {
        client.close();
        notifications.close();
    }

    /** In the likely ways, or else in that of the component that tells of it. */
    private Uni<List<Observation>> set(Target target, Setting setting) {
        var likely = Change.of(setting, target.channel());
        if (likely.isEmpty()) {
            return setFound(target, setting, likely, unsupported(setting));
        }
        return firstThatCan(likely, change -> apply(target, change))
                .onFailure(ShellyDriver::isAnothers)
                .recoverWithUni(cannot -> setFound(target, setting, likely, cannot));
    }

    private Uni<List<Observation>> setFound(Target target, Setting setting, List<Change> tried, Throwable cannot) {
        return status(target)
                .chain(status -> StatusTranslator.find(status, target.channel(), setting.name())
                        .flatMap(component -> Change.of(setting, component))
                        .filter(change -> tried.stream().noneMatch(change::isOfTheSame))
                        .map(change -> applyFound(target, change))
                        .orElseGet(() -> Uni.createFrom().failure(cannot)));
    }

    /** Reads all of it back, for another component may claim the bare name. */
    private Uni<List<Observation>> applyFound(Target target, Change change) {
        return client.tell(
                        target.device().account(),
                        target.address(),
                        change.component() + "." + change.method(),
                        change.parameters())
                .chain(() -> status(target))
                .map(status ->
                        readBack(StatusTranslator.translate(status, target.channel(), clock.instant()), change.name()));
    }

    /** A device of other methods, or one that has the method for components that it has not now. */
    private static boolean isAnothers(Throwable failure) {
        return failure instanceof DriverException.Unsupported
                || (failure instanceof DriverException.Rejected
                        && failure.getMessage().contains("not found"));
    }

    private static DriverException.Unsupported unsupported(Setting setting) {
        return new DriverException.Unsupported("the device has no %s that can be set".formatted(setting.name()));
    }

    /** Tries one after the other as long as the device says that it cannot do it so. */
    private static <T> Uni<List<Observation>> firstThatCan(List<T> ways, Function<T, Uni<List<Observation>>> way) {
        var first = way.apply(ways.getFirst());
        return ways.size() == 1
                ? first
                : first.onFailure(DriverException.Unsupported.class)
                        .recoverWithUni(cannot -> firstThatCan(ways.subList(1, ways.size()), way));
    }

    /** The whole status as generation 2 tells it. */
    private Uni<JsonNode> status(Target target) {
        var account = target.device().account();
        return target.first()
                ? client.get(account, target.address(), "/status").map(GenerationOne::status)
                : client.ask(account, target.address(), "Shelly.GetStatus", null);
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
        var account = target.device().account();
        return client.tell(account, target.address(), change.component() + "." + change.method(), change.parameters())
                .chain(() -> client.ask(account, target.address(), change.component() + ".GetStatus", change.id()))
                .map(component -> readBack(
                        StatusTranslator.translate(change.key(), component, target.channel(), clock.instant()),
                        change.name()));
    }

    private Uni<List<Observation>> applyFirst(Target target, String path, Setting setting) {
        return client.get(target.device().account(), target.address(), path)
                .onFailure(Answers::isNotServed)
                .transform(missing -> new DriverException.Unsupported("the device has nothing at " + path))
                .chain(() -> status(target))
                .map(status -> readBack(
                        StatusTranslator.translate(status, target.channel(), clock.instant()), setting.name()));
    }

    /** A cover that has arrived tells no target any more: where it is is where it was to go. */
    private static List<Observation> readBack(List<Observation> observations, String name) {
        if (observations.stream().anyMatch(observation -> observation.name().equals(name))) {
            return observations;
        }
        return observations.stream()
                .filter(observation -> name.equals("target_" + observation.name()))
                .findFirst()
                .map(Observation.Attribute.class::cast)
                .map(position -> withTarget(observations, name, position))
                .orElseThrow(
                        () -> new DriverException.ProtocolViolation("the device does not tell what was set", null));
    }

    private static List<Observation> withTarget(
            List<Observation> observations, String name, Observation.Attribute position) {
        var both = new java.util.ArrayList<>(observations);
        both.add(new Observation.Attribute(name, position.number(), position.units(), position.validAt()));
        return both;
    }

    private static VendorDevice discovered(Account account, String at, DeviceInfo info) {
        var ids = new HashMap<>(java.util.Map.of(Target.ADDRESS, at));
        if (info.gen() == 1) {
            ids.put(Target.GENERATION, "1");
        }
        return new VendorDevice(account, ids);
    }
}
