package io.lamplighter.observations.registry;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the registry which devices a selector picks. */
@Singleton
public class DeviceSelector {
    private static final int PAGE = 1000;

    private final DevicesApi registry;
    private final RegistryConfig config;

    DeviceSelector(@RestClient DevicesApi registry, RegistryConfig config) {
        this.registry = registry;
        this.config = config;
    }

    /**
     * What a device must be.
     *
     * @param labels each {@code key:value}; a device must have all of them
     */
    public record Selector(Optional<String> vendor, List<String> labels) {
        public Selector {
            labels = List.copyOf(labels);
        }

        /** Whether it picks every device. */
        public boolean isEmpty() {
            return vendor.isEmpty() && labels.isEmpty();
        }
    }

    /**
     * The ids of all devices that it picks.
     *
     * <p>Fails with {@link RegistryUnreachableException} when that cannot be told now, and with
     * {@link TooManyDevicesException} when there are more than are answered for at once.
     */
    public Uni<List<UUID>> select(Selector selector) {
        return next(selector, null, new ArrayList<>());
    }

    private Uni<List<UUID>> next(Selector selector, String after, List<UUID> found) {
        return registry.devices(
                        List.of(), selector.vendor().orElse(null), null, null, selector.labels(), null, PAGE, after)
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure()
                .transform(RegistryUnreachableException::new)
                .chain(page -> {
                    page.items().stream().map(DeviceView::id).forEach(found::add);
                    if (found.size() > config.selected()) {
                        throw new TooManyDevicesException(config.selected());
                    }
                    return page.next() == null ? Uni.createFrom().item(found) : next(selector, page.next(), found);
                });
    }
}
