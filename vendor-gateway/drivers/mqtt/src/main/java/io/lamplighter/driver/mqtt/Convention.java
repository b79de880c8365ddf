package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/** How devices of one kind use the broker: which topics, and what is said on them. */
interface Convention {
    /** Which convention a device follows. */
    String CONVENTION = "convention";

    /** What the convention calls it. */
    String DEVICE = "device";

    /** Makes something of what one device tells. Asked by one thread at a time. */
    interface Interpreter {
        List<Filter> filters();

        void take(Message message, Consumer<Pushed> tell);
    }

    /** Its name in the vendor ids. */
    String key();

    /** Whether the broker retains all that such a device tells. */
    boolean isRetained();

    /** Completes when devices can be interpreted. */
    Uni<Void> prepared(Hub hub);

    /**
     * To be asked after {@link #prepared}.
     *
     * @throws io.lamplighter.driver.DriverException.Rejected when there is no such device
     */
    Interpreter interpreter(Hub hub, VendorDevice device);

    Uni<List<Observation>> read(Hub hub, VendorDevice device);

    Uni<List<Observation>> set(Hub hub, VendorDevice device, Setting setting);

    /** All devices that announce themselves. */
    Uni<List<DiscoveredDevice>> discover(Hub hub);

    /** The base topic under which {@link #discover} looks. */
    String base(Settings settings);
}
