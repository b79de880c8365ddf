package io.lamplighter.bench;

import io.lamplighter.bench.edge.Asked;
import io.lamplighter.bench.edge.SeriesLoader;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "series",
        description =
                "Many rows of many series, put straight into the tables: how long questions take with few and with all.")
final class SeriesCommand extends Part {
    private static final String SERVICE = "observations-service";

    @Option(names = "--rows", defaultValue = "10000000", description = "how many in the end (${DEFAULT-VALUE})")
    private long rows;

    @Option(names = "--series", defaultValue = "100000", description = "of how many series (${DEFAULT-VALUE})")
    private int series;

    @Option(
            names = "--first-rows",
            defaultValue = "1000000",
            description = "what it is compared with (${DEFAULT-VALUE})")
    private long firstRows;

    @Option(
            names = "--connections",
            defaultValue = "64",
            description = "requests at once, for the rates (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "10", description = "how long each is asked (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--keep", description = "leave the rows there (they are removed)")
    private boolean keep;

    /** Something that is asked for, one at a time. */
    private record Question(String what, LongFunction<String> path) {}

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (rows < firstRows || series < 1000) {
            throw new BenchException("--rows must be at least --first-rows, and --series at least 1000");
        }
        try (var loader = new SeriesLoader(at.database("observations"), Instant.now(), progress)) {
            try {
                return measure(at.service(SERVICE), loader, progress);
            } finally {
                if (!keep) {
                    progress.step("removing the rows");
                    loader.remove();
                }
            }
        }
    }

    private List<Report> measure(URI service, SeriesLoader loader, Progress progress) throws InterruptedException {
        var before = loader.bytes();
        var smallSeries = (int) Math.max(1000, series * firstRows / rows);
        loader.load(firstRows, smallSeries);
        var few = latencies(service, loader, progress);
        loader.load(rows, series);
        var bytes = loader.bytes() - before;
        var all = latencies(service, loader, progress);
        var report = Report.of(
                "Series: latency, one at a time",
                "What",
                "p50 with few",
                "p99 with few",
                "p50",
                "p99",
                "p50 to p50",
                "p99 to p99");
        var questions = questions(loader);
        for (var number = 0; number < questions.size(); number++) {
            add(report, questions.get(number).what(), few.get(number), all.get(number));
        }
        report.note(
                "Few: %,d rows of %,d series. All: %,d rows of %,d series, %,d of the later ones with a value every 5 minutes for a year. %d s each."
                        .formatted(firstRows, smallSeries, rows, series, loader.deep(), seconds));
        report.note(
                "Straight at the service. The rows were copied into the tables, series after series; the service rolled up itself those of a year, the days of the others are raw.");
        var size = Report.of("Series: what a stored attribute takes", "Rows", "Bytes", "Bytes for each");
        size.add(
                "%,d".formatted(loader.rows()),
                "%,d".formatted(bytes),
                String.format(Locale.ROOT, "%.1f", 1.0 * bytes / loader.rows()));
        size.note("Tables, indexes, rollups, newest values and series: %s.".formatted(loader.described()));
        size.note("Too little where rows were removed before, whose room is taken again: start with --fresh.");
        return List.of(report, size, rates(service, loader, progress));
    }

    private List<Asked> latencies(URI service, SeriesLoader loader, Progress progress) throws InterruptedException {
        var asked = new ArrayList<Asked>();
        for (var question : questions(loader)) {
            progress.step(question.what());
            asked.add(Asked.over(
                    service, 1, seconds, number -> Wire.get(question.path().apply(number)), SeriesCommand::isFull));
        }
        return asked;
    }

    private static List<Question> questions(SeriesLoader loader) {
        var today = loader.end();
        LongSupplier any = () -> ThreadLocalRandom.current().nextInt(loader.devices());
        LongSupplier deep = () -> ThreadLocalRandom.current().nextInt(loader.deep());
        var hours = "bucket=PT1H&from=" + today.minus(Duration.ofDays(1)) + "&to=" + today;
        var days = "bucket=P1D&from=" + today.minus(Duration.ofDays(365)) + "&to=" + today;
        return List.of(
                new Question(
                        "latest of one device",
                        number -> "/api/observations/latest?device=" + loader.device(any.getAsLong())),
                new Question(
                        "latest of up to 100,000 series (NDJSON)",
                        number -> "/api/observations/latest?format=ndjson&limit=100000"),
                new Question(
                        "a day of a series by the hour",
                        number -> aggregate(loader.deepDevice(deep.getAsLong()), hours)),
                new Question(
                        "a year of a series by the day",
                        number -> aggregate(loader.deepDevice(deep.getAsLong()), days)));
    }

    private static String aggregate(String device, String span) {
        return "/api/observations/aggregate?device=%s&name=%s&functions=avg,min,max&%s"
                .formatted(device, SeriesLoader.NAME, span);
    }

    private static boolean isFull(Wire answered) {
        return answered.length() > 60;
    }

    private static void add(Report report, String what, Asked few, Asked all) {
        report.add(
                what,
                few.latencies().percentile(50),
                few.latencies().percentile(99),
                all.latencies().percentile(50),
                all.latencies().percentile(99),
                all.latencies().ratioTo(few.latencies(), 50),
                all.latencies().ratioTo(few.latencies(), 99));
    }

    private Report rates(URI service, SeriesLoader loader, Progress progress) throws InterruptedException {
        var report = Report.of("Series: requests a second", "What", "Rate", "p50", "p99", "max", "Against latest");
        var questions = questions(loader);
        progress.step("latest of one device at %d connections".formatted(connections));
        var latest = ask(service, questions.get(0));
        latest.into(report, questions.get(0).what(), latest.rate());
        progress.step("a day by the hour at %d connections".formatted(connections));
        ask(service, questions.get(2)).into(report, questions.get(2).what(), latest.rate());
        report.note("%d connections, %d s each, with %s rows. Single posts are measured by bench ingest."
                .formatted(connections, seconds, "%,d".formatted(rows)));
        return report;
    }

    private Asked ask(URI service, Question question) throws InterruptedException {
        return Asked.over(
                service,
                connections,
                seconds,
                number -> Wire.get(question.path().apply(number)),
                SeriesCommand::isFull);
    }
}
