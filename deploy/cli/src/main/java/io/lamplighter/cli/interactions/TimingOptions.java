package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Times;
import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** When a schedule fires. */
final class TimingOptions {
    @Option(names = "--cron", paramLabel = "LINE", description = "a crontab line, such as '0 7 * * mon-fri' or @hourly")
    private String cron;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "so long after the last one has ended, such as 10m")
    private Duration every;

    @Option(
            names = "--rate",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "so long after the last one was due")
    private Duration rate;

    @Option(names = "--at", paramLabel = "TIME", description = "once, at this time")
    private String at;

    @Option(
            names = "--after",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "once, so long from now")
    private Duration after;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "in which the crontab line is read, such as Europe/Rome (this machine's)")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--jitter",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "each firing up to this much later")
    private Duration jitter;

    boolean isGiven() {
        return ways() > 0;
    }

    /** @throws MistakeException unless exactly one way is used */
    ObjectNode timing() {
        if (ways() != 1) {
            throw new MistakeException("When? Give one of --cron LINE, --every, --rate, --at TIME and --after");
        }
        var timing = JsonNodeFactory.instance.objectNode();
        put(timing, "cron", cron);
        put(timing, "every", every);
        put(timing, "rate", rate);
        put(timing, "at", Times.utc("--at", at));
        put(timing, "after", after);
        put(timing, "jitter", jitter);
        if (cron != null) {
            timing.put("timeZone", zone.getId());
        }
        return timing;
    }

    private long ways() {
        return Stream.of(cron, every, rate, at, after)
                .filter(way -> way != null)
                .count();
    }

    private static void put(ObjectNode timing, String field, Object value) {
        if (value != null) {
            timing.put(field, value.toString());
        }
    }
}
