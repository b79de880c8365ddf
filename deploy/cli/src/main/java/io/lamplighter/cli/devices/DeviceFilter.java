package io.lamplighter.cli.devices;

import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import java.util.List;
import picocli.CommandLine.Option;

/** Which devices are listed or exported: those that match every filter. */
final class DeviceFilter {
    @Option(names = "--q", paramLabel = "TEXT", description = "only devices whose name or vendor ids are like this")
    private String text;

    @Option(names = "--type", paramLabel = "TYPE", description = "only devices of this type")
    private String type;

    @Option(names = "--location", paramLabel = "NAME", description = "only devices at this location")
    private String location;

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "only devices of this vendor, such as shelly")
    private String vendor;

    @Option(names = "--account", paramLabel = "NAME", description = "only devices of these credentials")
    private String account;

    @Option(
            names = "--label",
            paramLabel = "KEY:VALUE",
            description = "only devices with this label; repeatable: they need all of them")
    private List<String> labels = List.of();

    @Option(
            names = "--labels",
            paramLabel = "EXPRESSION",
            description = "only devices whose labels fit, such as 'room in (kitchen,hall), !retired'")
    private String expression;

    @Option(names = "--group", paramLabel = "NAME", description = "only members of this group")
    private String group;

    @Option(names = "--near", paramLabel = "LAT,LON", description = "only devices near this point; with --within")
    private String near;

    @Option(names = "--within", paramLabel = "DISTANCE", description = "how near, such as 500m or 2km")
    private String within;

    @Option(names = "--enabled", paramLabel = "true|false", arity = "1", description = "only devices in this state")
    private Boolean enabled;

    @Option(names = "--missing", description = "only devices that the last complete inventory lacked")
    private boolean missing;

    @Option(names = "--parent", paramLabel = "NAME-OR-ID", description = "only devices that hang on this one")
    private String parent;

    Query query(DeviceFinder finder) {
        if ((near == null) != (within == null)) {
            throw new MistakeException("--near and --within: give both, such as --near 41.9,12.5 --within 2km");
        }
        return Query.none()
                .with("vendor", vendor)
                .with("account", account)
                .with("type", type)
                .with("location", location)
                .withEach("label", labels)
                .with("labels", expression)
                .with("group", group)
                .with("near", near)
                .with("within", within)
                .with("enabled", enabled)
                .with("missing", missing ? true : null)
                .with(
                        "parent",
                        parent == null ? null : finder.find(parent).path("id").asText())
                .with("q", text);
    }
}
