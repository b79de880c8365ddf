package io.lamplighter.driver.hue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Reading;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Devices behind a Philips Hue bridge. */
@ApplicationScoped
public class HueDriver implements Driver {
    private static final DriverDescription DESCRIPTION = DriverDescription.of(
                    "hue",
                    "Philips Hue bridge",
                    List.of(Owner.VENDOR_ID),
                    EnumSet.complementOf(EnumSet.of(Capability.IMPORT_HISTORY, Capability.WEBHOOK)))
            .withAccounts(
                    List.of(Bridge.ADDRESS, Bridge.ID, Trust.FINGERPRINT, Trust.AUTHORITIES, Trust.INSECURE),
                    List.of(Bridge.KEY))
            .withSilence(Duration.ofMinutes(5))
            .behindOneAddress();

    private final HueClient client;
    private final Clock clock;

    @Inject
    public HueDriver(Vertx vertx) {
        this(vertx, Clock.systemUTC());
    }

    HueDriver(Vertx vertx, Clock clock) {
        this.client = new HueClient(vertx, clock);
        this.clock = clock;
    }

    @Override
    public DriverDescription describe() {
        return DESCRIPTION;
    }

    @Override
    public Uni<Void> check(Account account) {
        return client.bridge(account).replaceWithVoid();
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return Uni.createFrom().deferred(() -> {
            var owner = Owner.of(device);
            return snapshot(device.account(), owner).map(snapshot -> snapshot.observe(owner, scope));
        });
    }

    @Override
    public Uni<List<Reading>> readAll(Account account, Set<VendorDevice> devices, Scope scope) {
        return snapshot(account)
                .map(snapshot -> devices.stream()
                        .map(device -> reading(snapshot, device, scope))
                        .toList());
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().deferred(() -> {
            var owner = Owner.of(device);
            var change = Change.of(setting);
            return client.one(device.account(), owner.type(), owner.id())
                    .chain(listing -> apply(device.account(), owner(owner, listing), change));
        });
    }

    /** The state follows, so that a bridge with many devices is asked once and not for each of them. */
    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return client.events(
                account,
                events -> new Conversation(watched, () -> snapshot(account), owner -> snapshot(account, owner), clock)
                        .over(events));
    }

    /**
     * Finds what the bridge of the account has.
     *
     * @param at its address or id, as in the settings: the key is for nobody else
     */
    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return Multi.createFrom().deferred(() -> {
            if (!Bridge.of(account).isMeantBy(at)) {
                throw new DriverException.Rejected(
                        "at must be the address or the id of the bridge, as in the settings of the account");
            }
            return snapshot(account)
                    .map(snapshot -> snapshot.devices().toList())
                    .onItem()
                    .transformToMulti(Multi.createFrom()::iterable);
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private Uni<Snapshot> snapshot(Account account) {
        return client.all(account).map(listing -> new Snapshot(listing.resources(), listing.at()));
    }

    /** A device and its services, asked for one by one but at the same time. */
    private Uni<Snapshot> snapshot(Account account, Owner owner) {
        return client.one(account, owner.type(), owner.id())
                .chain(listing -> snapshot(account, owner(owner, listing), listing));
    }

    private Uni<Snapshot> snapshot(Account account, JsonNode owner, Listing told) {
        var services = services(owner).stream()
                .map(service -> service(account, service))
                .toList();
        if (services.isEmpty()) {
            return Uni.createFrom().item(new Snapshot(List.of(owner), told.at()));
        }
        return Uni.join().all(services).andFailFast().map(listings -> {
            var resources =
                    Stream.concat(Stream.of(owner), listings.stream().flatMap(each -> each.resources().stream()));
            return new Snapshot(resources.toList(), listings.getLast().at());
        });
    }

    /** A service that the bridge has taken away meanwhile is none; one that it does not find alone may be among its like. */
    private Uni<Listing> service(Account account, Service service) {
        return client.one(account, service.type(), service.id())
                .chain(listing -> listing.has(service.id())
                        ? Uni.createFrom().item(listing)
                        : client.every(account, service.type()))
                .onFailure(DriverException.Rejected.class)
                .recoverWithItem(gone -> new Listing(List.of(), "", clock.instant()));
    }

    private Uni<List<Observation>> apply(Account account, JsonNode owner, Change change) {
        var service = services(owner).stream()
                .filter(change::isFor)
                .findFirst()
                .orElseThrow(() -> new DriverException.Unsupported(
                        "the device has no %s that can be set".formatted(change.name())));
        return client.change(account, service.type(), service.id(), change.body())
                .chain(() -> snapshot(account, service.owner()))
                .map(snapshot -> snapshot.observe(service.owner(), Scope.ALL))
                .chain(observations -> tells(observations, change.name())
                        ? Uni.createFrom().item(observations)
                        : fromMembers(account, service.owner(), change.name(), observations));
    }

    /** A group takes colours but has none: its lights have them. */
    private Uni<List<Observation>> fromMembers(
            Account account, Owner owner, String name, List<Observation> observations) {
        return snapshot(account).map(snapshot -> {
            var all = new ArrayList<>(observations);
            all.add(snapshot.ofMembers(owner, name)
                    .orElseThrow(() -> new DriverException.Unsupported(
                            "the bridge took %s, but nothing tells it".formatted(name))));
            return List.copyOf(all);
        });
    }

    private static boolean tells(List<Observation> observations, String name) {
        return observations.stream().anyMatch(observation -> observation.name().equals(name));
    }

    private static List<Service> services(JsonNode owner) {
        return Service.of(owner, unread -> MissingNode.getInstance());
    }

    private static JsonNode owner(Owner owner, Listing listing) {
        return listing.resources().stream()
                .filter(resource -> Owner.of(resource).equals(owner))
                .findFirst()
                .orElseThrow(
                        () -> new DriverException.ProtocolViolation("the bridge answers about something else", null));
    }

    private static Reading reading(Snapshot snapshot, VendorDevice device, Scope scope) {
        try {
            return Reading.of(device, snapshot.observe(Owner.of(device), scope));
        } catch (DriverException failure) {
            return Reading.failed(device, failure);
        }
    }
}
