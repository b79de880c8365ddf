package io.lamplighter.cli.observations;

import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.Query;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which series, and in which units. */
final class SeriesOptions {
    private static final int HUNDRED = 100;

    @Option(names = "--device", paramLabel = "NAME-OR-ID", description = "only of this device; repeatable")
    private List<String> devices = List.of();

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "only of devices of this vendor")
    private String vendor;

    @Option(names = "--group", paramLabel = "NAME", description = "only of members of this group")
    private String group;

    @Option(names = "--label", paramLabel = "KEY:VALUE", description = "only of devices with this label; repeatable")
    private List<String> labels = List.of();

    @Option(names = "--name", paramLabel = "SERIES", description = "only this series, such as power; repeatable")
    private List<String> names = List.of();

    @Option(names = "--units", paramLabel = "UCUM", description = "converted to these units, such as kW or [degF]")
    private String units;

    /** Whether an answer must tell which series each item is of. */
    boolean areSeveral() {
        return devices.size() > 1 || names.size() > 1;
    }

    Query query(DeviceFinder finder) {
        return ofDevices(ids(finder)).and(selection());
    }

    /** The same for each hundred of the devices that are given or selected: more are not asked for at once. */
    void eachHundred(Edge edge, DeviceFinder finder, Consumer<Query> taker) {
        if (devices.isEmpty() && isSelected()) {
            edge.pages(
                    "/api/devices",
                    selection(),
                    Long.MAX_VALUE,
                    page -> inHundreds(
                            page.stream()
                                    .map(device -> device.path("id").asText())
                                    .toList(),
                            taker));
        } else {
            inHundreds(ids(finder), taker);
        }
    }

    private boolean isSelected() {
        return vendor != null || group != null || !labels.isEmpty();
    }

    private void inHundreds(List<String> ids, Consumer<Query> taker) {
        for (var from = 0; from == 0 || from < ids.size(); from += HUNDRED) {
            taker.accept(ofDevices(ids.subList(from, Math.min(ids.size(), from + HUNDRED))));
        }
    }

    private List<String> ids(DeviceFinder finder) {
        return devices.stream()
                .map(device -> finder.find(device).path("id").asText())
                .toList();
    }

    private Query ofDevices(List<String> ids) {
        return Query.none().withEach("device", ids).withEach("name", names).with("convertTo", units);
    }

    private Query selection() {
        return Query.none().with("vendor", vendor).with("group", group).withEach("label", labels);
    }
}
