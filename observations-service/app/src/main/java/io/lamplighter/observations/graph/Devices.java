package io.lamplighter.observations.graph;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.observations.registry.RegistryConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The devices of the registry, page by page in the order of their ids, or all of a selection in another order. */
@Singleton
class Devices {
    private static final int PAGE = 1000;
    private static final int SORTED = 10_000;

    private final DevicesApi registry;
    private final RegistryConfig config;

    Devices(@RestClient DevicesApi registry, RegistryConfig config) {
        this.registry = registry;
        this.config = config;
    }

    /** What the devices are ordered by; but by id they are all read first, so that they may be 10,000 at most. */
    public enum DeviceOrder {
        ID,
        NAME,
        TYPE,
        VENDOR
    }

    /**
     * Which devices.
     *
     * @param labels each {@code key:value}
     */
    record Selection(List<UUID> ids, String vendor, List<String> labels) {}

    Uni<Device.DevicePage> page(Selection selection, DeviceOrder order, int first, String after) {
        return order == DeviceOrder.ID
                ? ask(selection, first, after).map(page -> new Device.DevicePage(devices(page.items()), page.next()))
                : all(selection, null, new ArrayList<>()).map(all -> sorted(all, order, first, after));
    }

    private Uni<List<DeviceView>> all(Selection selection, String after, List<DeviceView> found) {
        return ask(selection, PAGE, after).chain(page -> {
            found.addAll(page.items());
            if (found.size() > SORTED) {
                throw new QuestionException("order: at most 10,000 devices can be ordered; ask for fewer, or by ID");
            }
            return page.next() == null ? Uni.createFrom().item(found) : all(selection, page.next(), found);
        });
    }

    private Uni<DevicePage> ask(Selection selection, int limit, String after) {
        return registry.devices(selection.ids(), selection.vendor(), null, null, selection.labels(), null, limit, after)
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure()
                .transform(failure -> new QuestionException("the registry of devices does not answer, or not to this"));
    }

    private static Device.DevicePage sorted(List<DeviceView> all, DeviceOrder order, int first, String after) {
        Comparator<DeviceView> comparator = switch (order) {
            case ID -> Comparator.comparing(each -> each.id().toString());
            case NAME -> Comparator.comparing(DeviceView::name, String.CASE_INSENSITIVE_ORDER);
            case TYPE -> Comparator.comparing(DeviceView::type);
            case VENDOR -> Comparator.comparing(DeviceView::vendor);
        };
        var start = start(after);
        var ordered = all.stream()
                .sorted(comparator.thenComparing(each -> each.id().toString()))
                .skip(start)
                .limit(first)
                .toList();
        var next = start + first < all.size() ? Long.toString(start + first) : null;
        return new Device.DevicePage(devices(ordered), next);
    }

    private static long start(String after) {
        if (after == null) {
            return 0;
        }
        if (!after.matches("\\d{1,9}")) {
            throw new QuestionException("after: must be the next of the page before");
        }
        return Long.parseLong(after);
    }

    private static List<Device> devices(List<DeviceView> views) {
        return views.stream().map(Device::of).toList();
    }
}
