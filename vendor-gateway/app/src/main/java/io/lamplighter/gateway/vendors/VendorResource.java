package io.lamplighter.gateway.vendors;

import io.lamplighter.driver.Capability;
import io.lamplighter.gateway.api.AccountView;
import io.lamplighter.gateway.api.PresenceView;
import io.lamplighter.gateway.api.VendorPage;
import io.lamplighter.gateway.api.VendorView;
import io.lamplighter.gateway.devices.DeviceNotFoundException;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What can be driven here, and how it is doing. */
@Path("/api/vendors")
public class VendorResource {
    private final Drivers drivers;
    private final VendorHealth health;
    private final AccountViews accounts;
    private final DeviceRegistry registry;

    VendorResource(Drivers drivers, VendorHealth health, AccountViews accounts, DeviceRegistry registry) {
        this.drivers = drivers;
        this.accounts = accounts;
        this.health = health;
        this.registry = registry;
    }

    @GET
    public VendorPage vendors() {
        var views = drivers.byVendor().keySet().stream().map(this::vendor).toList();
        return new VendorPage(views, null);
    }

    @GET
    @Path("/{vendor}")
    public VendorView vendor(@PathParam("vendor") String vendor) {
        var description = drivers.driver(vendor).describe();
        var accountViews = accounts.of(vendor);
        var reach = health.reach(vendor, device -> isOf(vendor, device));
        return new VendorView(
                vendor,
                description.vendor(),
                description.title(),
                description.vendorIds(),
                description.optionalVendorIds(),
                words(description.capabilities()),
                accountViews.stream().mapToInt(AccountView::devices).sum(),
                health.inFlight(vendor),
                reach.reachable(),
                reach.unreachable(),
                health.lastError(vendor),
                description.version(),
                description.settings(),
                description.secrets(),
                accountViews);
    }

    /** How one device is doing, as this replica sees it. */
    @GET
    @Path("/{vendor}/devices/{device}")
    public Uni<PresenceView> device(@PathParam("vendor") String vendor, @PathParam("device") UUID id) {
        return registry.device(id)
                .invoke(device -> {
                    if (!device.vendor().equals(vendor)) {
                        throw new DeviceNotFoundException(id);
                    }
                })
                .map(health::presence);
    }

    private boolean isOf(String vendor, UUID device) {
        return registry.known(device)
                .filter(known -> known.vendor().equals(vendor))
                .isPresent();
    }

    private static List<String> words(Set<Capability> capabilities) {
        return capabilities.stream()
                .sorted()
                .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
