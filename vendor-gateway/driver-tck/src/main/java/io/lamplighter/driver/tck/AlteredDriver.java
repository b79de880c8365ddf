package io.lamplighter.driver.tck;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Delivery;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.Webhook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A driver that does what another does, to be spoiled: so a test of the contract is seen failing. */
public class AlteredDriver implements Driver {
    /** The driver that does it well. */
    protected final Driver good;

    public AlteredDriver(Driver good) {
        this.good = good;
    }

    @Override
    public DriverDescription describe() {
        return good.describe();
    }

    @Override
    public Uni<Void> check(Account account) {
        return good.check(account);
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return good.read(device, scope);
    }

    @Override
    public Uni<List<Reading>> readAll(Account account, Set<VendorDevice> devices, Scope scope) {
        return good.readAll(account, devices, scope);
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return good.set(device, setting);
    }

    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return good.subscribe(account, watched);
    }

    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return good.discover(account, at);
    }

    @Override
    public Multi<Observation> history(VendorDevice device, Instant since) {
        return good.history(device, since);
    }

    @Override
    public Uni<Delivery> receive(Account account, Webhook webhook, Watched watched) {
        return good.receive(account, webhook, watched);
    }

    @Override
    public void close() {
        good.close();
    }
}
