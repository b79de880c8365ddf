package io.lamplighter.bench;

import com.microsoft.playwright.Page;
import io.lamplighter.bench.browser.Chromium;
import io.lamplighter.bench.browser.FirstLoad;
import io.lamplighter.bench.browser.Frames;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsTopic;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "dashboard",
        description =
                "The page of devices in a real Chromium: how much it loads, how soon it can be used, frames per second.")
final class DashboardCommand extends Part {
    @Option(names = "--rows", defaultValue = "1000", description = "devices in the table (${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--rate", defaultValue = "1000", description = "values/s that change (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--loads", defaultValue = "5", description = "visits with nothing in the cache (${DEFAULT-VALUE})")
    private int loads;

    @Option(names = "--seconds", defaultValue = "10", description = "frames are counted (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    Optional<String> hindrance() {
        return Chromium.missing();
    }

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException {
        progress.step("registering %,d devices".formatted(rows));
        try (var chromium = Chromium.open();
                var fleet = Fleet.simulated(at.edge(), rows);
                var topic = new ObservationsTopic(at.kafka())) {
            SteadyValues.first(topic, fleet.ids());
            var url = at.edge().url() + "/#/devices?label="
                    + URLEncoder.encode("bench: " + fleet.label(), StandardCharsets.UTF_8);
            var _ = FirstLoad.of(chromium, url, rows);
            progress.step("visits while nothing changes");
            var quiet = visits(chromium, url);
            try (var _ = SteadyValues.of(topic, fleet.ids(), rate)) {
                progress.step("visits while %,d values/s change".formatted(rate));
                var busy = visits(chromium, url);
                return List.of(loads(chromium, quiet, busy), frames(chromium, url, progress));
            }
        }
    }

    private List<FirstLoad> visits(Chromium chromium, String url) {
        var visits = new ArrayList<FirstLoad>();
        for (var visit = 0; visit < loads; visit++) {
            visits.add(FirstLoad.of(chromium, url, rows));
        }
        return visits;
    }

    private Report loads(Chromium chromium, List<FirstLoad> quiet, List<FirstLoad> busy) {
        var report = Report.of(
                "First load of the dashboard",
                "What",
                "Median",
                "Longest",
                "Median at %,d values/s".formatted(rate),
                "Longest");
        add(report, "requests", "%.0f", quiet, busy, FirstLoad::requests);
        add(report, "transferred, compressed", "%.1f KB", quiet, busy, load -> load.transferred() / 1000.0);
        add(report, "told by the feed until then, unpacked", "%.0f KB", quiet, busy, load -> load.feed() / 1000.0);
        add(report, "something is to be seen", "%.0f ms", quiet, busy, FirstLoad::painted);
        add(report, "%,d rows with their values".formatted(rows), "%.0f ms", quiet, busy, FirstLoad::shown);
        add(report, "a key typed in the search is answered", "%.0f ms", quiet, busy, FirstLoad::narrowed);
        report.note(
                "%s, without a window and without a GPU; %d visits each, nothing in the cache, after one to warm up."
                        .formatted(chromium.version(), loads));
        report.note("Times are since the page was asked for; the key is typed when all rows are there.");
        return report;
    }

    private static void add(
            Report report,
            String what,
            String format,
            List<FirstLoad> quiet,
            List<FirstLoad> busy,
            ToDoubleFunction<FirstLoad> measure) {
        var cells = new ArrayList<>(List.of(what));
        for (var visits : List.of(quiet, busy)) {
            var sorted = visits.stream().mapToDouble(measure).sorted().toArray();
            cells.add(text(format, sorted[sorted.length / 2]));
            cells.add(text(format, sorted[sorted.length - 1]));
        }
        report.add(cells.toArray(String[]::new));
    }

    private Report frames(Chromium chromium, String url, Progress progress) {
        var report = Report.of(
                "Frames of the dashboard, %,d rows at %,d values/s".formatted(rows, rate),
                "What",
                "Frames/s",
                "p50",
                "p99",
                "Longest",
                "Changes in sight",
                "Page's thread busy",
                "Against an empty page");
        var duration = Duration.ofSeconds(seconds);
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            progress.step("frames of an empty page");
            var empty = Frames.atRest(page, duration);
            open(page, url);
            progress.step("frames at rest");
            var rest = Frames.atRest(page, duration);
            progress.step("frames while scrolling");
            var scrolling = Frames.scrolling(page, duration);
            if (rest.changes() == 0) {
                throw new BenchException("Nothing changed in the table");
            }
            add(report, "an empty page", empty, empty);
            add(report, "the table at rest", rest, empty);
            add(report, "the table while it is scrolled, 12 pixels a frame", scrolling, empty);
        }
        report.note(
                "%d s each. A browser without a window draws at most 60 frames a second, and here it paints with the processor that the services and the load need too."
                        .formatted(seconds));
        return report;
    }

    private void open(Page page, String url) {
        var _ = page.navigate(url);
        var _ = page.waitForSelector("lamp-device-table [aria-rowcount='%d'] [data-device] .value".formatted(rows + 1));
    }

    private static void add(Report report, String what, Frames frames, Frames empty) {
        report.add(
                what,
                text("%.1f", frames.perSecond()),
                text("%.1f ms", frames.percentile(50)),
                text("%.1f ms", frames.percentile(99)),
                text("%.1f ms", frames.longest()),
                "%,d".formatted(frames.changes()),
                text("%.0f %%", 100 * frames.busy()),
                text("%.2f", frames.perSecond() / empty.perSecond()));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
