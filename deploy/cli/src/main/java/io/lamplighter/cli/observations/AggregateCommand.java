package io.lamplighter.cli.observations;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "aggregate",
        description = "Shows what a series amounts to, for each hour, day or other span of time.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  observations aggregate --device \"House meter\" --name energy --from -7d --bucket P1D --functions delta",
            "  observations aggregate --device Heater --name power --from -1d --functions avg,p95 --units kW --fill previous"
        })
final class AggregateCommand extends EdgeCommand {
    @Mixin
    private SeriesOptions series;

    @Mixin
    private TimeOptions time;

    @Option(
            names = "--bucket",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "how long each span is, such as PT15M, P1D, P1W or P1M (${DEFAULT-VALUE})")
    private String bucket;

    @Option(
            names = "--functions",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "avg,min,max,count",
            description =
                    "such as avg,timeWeightedAvg,min,max,sum,count,first,last,delta,p50,p95,p99 (${DEFAULT-VALUE})")
    private List<String> functions;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "whose days, weeks and months are meant, such as Europe/Rome (this machine's)")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(names = "--fill", paramLabel = "HOW", description = "empty spans: none, null, previous or linear")
    private String fill;

    @Override
    public Integer call() {
        var finder = new DeviceFinder(edge());
        var query = time.between(series.query(finder), "-1d")
                .with("bucket", bucket)
                .with("functions", String.join(",", functions))
                .with("timeZone", zone.normalized() instanceof java.time.ZoneOffset ? null : zone)
                .with("fill", fill);
        var columns = new ArrayList<Column>();
        if (series.areSeveral()) {
            columns.add(Column.shown("DEVICE", "/deviceId", id -> finder.nameOf(id.asText())));
            columns.add(Column.of("SERIES", "/name"));
        }
        columns.addAll(List.of(Column.time("FROM", "/from"), Column.time("TO", "/to")));
        functions.forEach(function -> columns.add(
                Column.shown(function.toUpperCase(java.util.Locale.ROOT), "/" + function, AggregateCommand::number)));
        var listing = listing(columns.toArray(Column[]::new));
        try (listing) {
            edge().pages("/api/observations/aggregate", query, Long.MAX_VALUE, page -> page.forEach(listing::add));
        }
        return DONE;
    }

    /** Six digits are more than a device measures. */
    private static String number(JsonNode value) {
        return value.isFloatingPointNumber()
                ? java.math.BigDecimal.valueOf(value.asDouble())
                        .round(new java.math.MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : Text.of(value);
    }
}
