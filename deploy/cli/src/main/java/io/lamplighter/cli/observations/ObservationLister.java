package io.lamplighter.cli.observations;

import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import picocli.CommandLine.Mixin;

/** Lists observations. */
abstract class ObservationLister extends EdgeCommand {
    @Mixin
    private SeriesOptions series;

    final int list(String path, Query range, long limit) {
        var finder = new DeviceFinder(edge());
        var query = series.query(finder).and(range);
        var listing = listing(
                Column.shown("DEVICE", "/deviceId", id -> finder.nameOf(id.asText())),
                Column.of("SERIES", "/name"),
                new Column(
                        "VALUE",
                        "value",
                        Text::value,
                        item -> item.path("value").asText("")),
                Column.time("AT", "/validAt"),
                Column.raw("/units"));
        try (listing) {
            edge().pages(path, query, limit, page -> {
                if (listing.isForPeople()) {
                    finder.learnNames(page);
                }
                page.forEach(listing::add);
            });
        }
        if (listing.count() == 0 && listing.isForPeople()) {
            err().println("There is no such observation");
        }
        return DONE;
    }
}
