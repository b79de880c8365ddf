package io.lamplighter.driver.http;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.http.definitions.Definition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Devices of any vendor that speaks HTTP, as files say (docs/definitions.md). Answers are read on workers, not on event loops. */
@ApplicationScoped
public class HttpDriver implements Driver {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final DriverDescription DESCRIPTION = DriverDescription.of(
                    "http",
                    "Defined by files",
                    List.of(Definition.KEY),
                    EnumSet.of(
                            Capability.READ_STATUSES,
                            Capability.READ_ATTRIBUTES,
                            Capability.SET_STATUSES,
                            Capability.SET_ATTRIBUTES,
                            Capability.READ_BACK,
                            Capability.DISCOVER,
                            Capability.IMPORT_HISTORY))
            .withOptionalVendorIds("host");

    private final Definitions definitions;
    private final Vendor vendor;

    /**
     * A driver with the definitions of a folder.
     *
     * @param folder where they are; there are none without one
     */
    @Inject
    public HttpDriver(Vertx vertx, @ConfigProperty(name = "lamplighter.http.definitions") Optional<String> folder) {
        this(vertx, new DefinitionFolder(folder.map(Path::of), PAUSE), Clock.systemUTC());
    }

    HttpDriver(Vertx vertx, Definitions definitions, Clock clock) {
        this.definitions = definitions;
        this.vendor = new Vendor(new HttpCaller(vertx, clock), clock);
    }

    @Override
    public DriverDescription describe() {
        return DESCRIPTION;
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return worked(() -> Target.of(device, definitions))
                .chain(target -> vendor.read(target, target.definition().reads(scope)))
                .map(observations -> wanted(observations, scope));
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return worked(() -> Target.of(device, definitions)).chain(target -> set(target, setting));
    }

    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return worked(() -> Target.of(account, at, definitions))
                .chain(vendor::devices)
                .onItem()
                .<DiscoveredDevice>disjoint();
    }

    @Override
    public Multi<Observation> history(VendorDevice device, Instant since) {
        return worked(() -> Target.of(device, definitions))
                .chain(target -> vendor.past(target, since))
                .onItem()
                .<Observation>disjoint();
    }

    @Override
    public void close() {
        vendor.close();
    }

    private Uni<List<Observation>> set(Target target, Setting setting) {
        var rule = target.definition().sets().get(setting.name());
        if (rule == null) {
            throw new DriverException.Unsupported("the definition %s does not say how %s is set"
                    .formatted(target.definition().name(), setting.name()));
        }
        return vendor.set(target, rule, setting)
                .chain(() -> vendor.read(target, target.definition().readsOf(rule.name())))
                .invoke(observations -> checkReadBack(observations, rule.name()));
    }

    private static void checkReadBack(List<Observation> observations, String name) {
        if (observations.stream().noneMatch(observation -> observation.name().equals(name))) {
            throw new DriverException.ProtocolViolation("the device does not tell what was set", null);
        }
    }

    private static List<Observation> wanted(List<Observation> all, Scope scope) {
        var wanted = all.stream().filter(scope::includes).toList();
        if (wanted.isEmpty()) {
            throw new DriverException.Unsupported("the device has nothing of what was asked for");
        }
        return wanted;
    }

    private static <T> Uni<T> worked(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }
}
