package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** A driver that does what another does, to be spoiled. */
class AlteredDriver implements Driver {
    protected final Driver good;

    AlteredDriver(Driver good) {
        this.good = good;
    }

    @Override
    public DriverDescription describe() {
        return good.describe();
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        return good.read(device, scope);
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        return good.set(device, setting);
    }

    @Override
    public Multi<DiscoveredDevice> discover(String account, String at) {
        return good.discover(account, at);
    }

    @Override
    public void close() {
        good.close();
    }
}
