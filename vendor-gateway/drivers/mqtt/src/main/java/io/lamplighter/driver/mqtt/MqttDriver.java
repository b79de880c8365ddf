package io.lamplighter.driver.mqtt;

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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Devices that speak MQTT by the conventions of Tasmota, zigbee2mqtt or Homie. */
@ApplicationScoped
public class MqttDriver implements Driver {
    private static final DriverDescription DESCRIPTION = DriverDescription.of(
                    "mqtt",
                    "MQTT: Tasmota, zigbee2mqtt, Homie",
                    List.of(Convention.CONVENTION, Convention.DEVICE),
                    EnumSet.of(
                            Capability.READ_STATUSES,
                            Capability.READ_ATTRIBUTES,
                            Capability.SET_STATUSES,
                            Capability.SET_ATTRIBUTES,
                            Capability.READ_BACK,
                            Capability.DISCOVER,
                            Capability.CHECK_ACCOUNT,
                            Capability.PUSH))
            .withOptionalVendorIds(TasmotaTopics.FULL_TOPIC, TasmotaTopics.PREFIXES)
            .withAccounts(Settings.NAMES, Settings.SECRETS)
            .withSilence(Duration.ofSeconds(90))
            .behindOneAddress();
    private static final Set<String> EVERYWHERE = Set.of("*", "#", "all");

    private final Hubs hubs;

    @Inject
    public MqttDriver() {
        this(Clock.systemUTC());
    }

    MqttDriver(Clock clock) {
        this.hubs = new Hubs(clock);
    }

    @Override
    public DriverDescription describe() {
        return DESCRIPTION;
    }

    @Override
    public Uni<Void> check(Account account) {
        return hubs.check(account);
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return Uni.createFrom()
                .deferred(() -> {
                    var convention = Conventions.of(device);
                    return hubs.with(device.account(), hub -> convention.read(hub, device));
                })
                .map(all -> wanted(all, scope));
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return Uni.createFrom().deferred(() -> {
            var convention = Conventions.of(device);
            return hubs.with(device.account(), hub -> convention.set(hub, device, setting));
        });
    }

    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return hubs.following(account, hub -> Push.of(hub, watched));
    }

    /** @param at a convention or its base topic; the broker's address or {@code all} for all of them */
    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return hubs.with(
                        account,
                        hub -> Uni.join()
                                .all(places(hub.settings(), at).stream()
                                        .map(convention -> convention.discover(hub))
                                        .toList())
                                .andFailFast())
                .onItem()
                .transformToMulti(found -> Multi.createFrom()
                        .iterable(found.stream().flatMap(List::stream).toList()));
    }

    @Override
    public void close() {
        hubs.close();
    }

    private static Collection<Convention> places(Settings settings, String at) {
        if (EVERYWHERE.contains(at) || at.contains(settings.host())) {
            return Conventions.ALL.values();
        }
        var meant = Conventions.ALL.values().stream()
                .filter(convention ->
                        at.equals(convention.base(settings)) || convention.key().startsWith(at))
                .toList();
        if (meant.isEmpty()) {
            throw new DriverException.Rejected("at: must be all, or one of " + Conventions.ALL.keySet());
        }
        return meant;
    }

    private static List<Observation> wanted(List<Observation> all, Scope scope) {
        var wanted = all.stream().filter(scope::includes).toList();
        if (wanted.isEmpty()) {
            throw new DriverException.Unsupported("the device has nothing of what was asked for");
        }
        return wanted;
    }
}
