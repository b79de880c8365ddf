package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Devices that a W3C Thing Description describes, over HTTP. */
@ApplicationScoped
public class WotDriver implements Driver {
    private static final DriverDescription DESCRIPTION = DriverDescription.of(
                    "wot",
                    "W3C Web of Things",
                    List.of(Target.TD),
                    EnumSet.of(
                            Capability.READ_STATUSES,
                            Capability.READ_ATTRIBUTES,
                            Capability.SET_STATUSES,
                            Capability.SET_ATTRIBUTES,
                            Capability.READ_BACK,
                            Capability.DISCOVER,
                            Capability.PUSH))
            .withOptionalVendorIds(Target.THING, Target.VARIABLES)
            .withAccounts(List.of(Security.USER, Place.HOSTS), List.of(Security.PASSWORD, Security.TOKEN, Security.KEY))
            .withSilence(Duration.ofSeconds(150));

    private final WotClient client;
    private final Descriptions descriptions;
    private final PropertyReader reader;
    private final Subscriptions subscriptions;
    private final Clock clock;

    @Inject
    public WotDriver(Vertx vertx) {
        this(vertx, Clock.systemUTC());
    }

    WotDriver(Vertx vertx, Clock clock) {
        this.client = new WotClient(vertx);
        this.descriptions = new Descriptions(client, clock);
        this.reader = new PropertyReader(client, clock);
        this.subscriptions = new Subscriptions(vertx, client, descriptions, clock);
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
            return descriptions
                    .of(target)
                    .chain(described -> reader.read(described, device.account(), scope))
                    .onFailure()
                    .invoke(failure -> doubt(target, failure));
        });
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().deferred(() -> {
            var target = Target.of(device);
            return descriptions
                    .of(target)
                    .chain(described -> set(described, device.account(), setting))
                    .onFailure()
                    .invoke(failure -> doubt(target, failure));
        });
    }

    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return Multi.createFrom()
                .deferred(() ->
                        subscriptions.to(Target.of(watched.devices().iterator().next())));
    }

    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return Multi.createFrom().deferred(() -> new Directory(client, account).find(at));
    }

    @Override
    public void close() {
        client.close();
        subscriptions.close();
    }

    /** A device that refuses or breaks what its description says may have got another one. */
    private void doubt(Target target, Throwable failure) {
        switch (failure) {
            case DriverException.Rejected refused -> descriptions.doubt(target);
            case DriverException.ProtocolViolation broken -> descriptions.doubt(target);
            case DriverException.AuthenticationFailed refused -> descriptions.doubt(target);
            default -> {
                // Another description would not help.
            }
        }
    }

    private Uni<List<Observation>> set(Descriptions.Described described, Account account, Setting setting) {
        var thing = described.thing();
        var property = thing.property(each -> each.settable(setting.name()).isPresent());
        if (property.isPresent()) {
            var field = property.get().settable(setting.name()).orElseThrow();
            return write(described, account, property.get(), field, setting);
        }
        return thing.actions().stream()
                .filter(action -> action.name().equals(setting.name()))
                .findFirst()
                .map(action -> invoke(described, account, action, setting))
                .orElseThrow(() -> new DriverException.Unsupported(thing.gap(setting.name())));
    }

    private Uni<List<Observation>> write(
            Descriptions.Described described, Account account, Thing.Property property, Field field, Setting setting) {
        var value = field.value(setting);
        var form = property.write().orElseThrow();
        return whole(described, account, property, field, value)
                .map(whole -> form.request(described.place(), Map.of(), body(form, whole)))
                .chain(request -> client.ask(account, request))
                .map(Answers::checked)
                .chain(done -> readBack(described, account, property, field, setting));
    }

    /** Within an object one member is replaced; the others are sent as they are. */
    private Uni<JsonNode> whole(
            Descriptions.Described described, Account account, Thing.Property property, Field field, JsonNode value) {
        return field.isWhole()
                ? Uni.createFrom().item(value)
                : reader.value(described, account, property.read().orElseThrow(), property)
                        .invoke(whole -> replace(whole, field, value));
    }

    private static void replace(JsonNode whole, Field field, JsonNode value) {
        if (!(whole.at(field.at().head()) instanceof ObjectNode around)) {
            throw new DriverException.ProtocolViolation(field.name() + " has no object around it", null);
        }
        around.set(field.at().last().getMatchingProperty(), value);
    }

    private static Buffer body(Form form, JsonNode value) {
        return Form.isText(form.sent()) && value.isValueNode() ? Buffer.buffer(value.asText()) : Json.write(value);
    }

    /** What can only be written is told as the device acknowledged it. */
    private Uni<List<Observation>> readBack(
            Descriptions.Described described, Account account, Thing.Property property, Field field, Setting setting) {
        if (!field.readable() || !(property.inAll() || property.read().isPresent())) {
            return Uni.createFrom().item(() -> List.of(acknowledged(field, setting)));
        }
        return reader.read(described, account, property).invoke(observations -> {
            if (observations.stream()
                    .noneMatch(observation -> observation.name().equals(field.name()))) {
                throw new DriverException.ProtocolViolation("the device does not tell what was set", null);
            }
        });
    }

    private Observation acknowledged(Field field, Setting setting) {
        return switch (setting.value()) {
            case Number number ->
                new Observation.Attribute(field.name(), number.doubleValue(), field.units(), clock.instant());
            default -> new Observation.Status(field.name(), setting.value(), clock.instant());
        };
    }

    /** Tells that it was done and what it answered, with what the properties are afterwards. */
    private Uni<List<Observation>> invoke(
            Descriptions.Described described, Account account, Action action, Setting setting) {
        var invocation = action.invocation(setting);
        var request = action.form().request(described.place(), invocation.variables(), invocation.body());
        return client.ask(account, request).map(Answers::checked).chain(answer -> {
            var told = new ArrayList<Observation>();
            told.add(action.done(setting, clock.instant()));
            told.addAll(output(action, answer));
            return afterwards(described, account).invoke(told::addAll).replaceWith(told);
        });
    }

    private List<Observation> output(Action action, Answer answer) {
        if (action.output().isEmpty() || answer.body().length() == 0) {
            return List.of();
        }
        var output = Json.parse(answer.body());
        return action.output().stream()
                .flatMap(field -> field.observe(output, clock.instant()).stream())
                .toList();
    }

    /** It was done, whatever becomes of this. */
    private Uni<List<Observation>> afterwards(Descriptions.Described described, Account account) {
        return Uni.createFrom()
                .deferred(() -> reader.read(described, account, Scope.ALL))
                .onFailure(DriverException.class)
                .recoverWithItem(List.<Observation>of());
    }
}
