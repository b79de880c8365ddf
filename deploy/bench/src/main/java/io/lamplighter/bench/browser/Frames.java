package io.lamplighter.bench.browser;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.lamplighter.bench.measure.BenchException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How smoothly a page moves. A browser without a window draws at most 60 frames a second.
 *
 * @param millis how long each frame was shown, the shortest first
 * @param changes texts that changed in the rows in sight
 * @param busy the share of the time that the page's only thread worked
 */
public record Frames(List<Double> millis, long changes, double busy) {
    private static final String WATCH = """
            ([millis, scrolls]) => new Promise((done) => {
              const rows = document.querySelector(".rows");
              const shown = [];
              let changes = 0, first, last;
              const observer = new MutationObserver((records) => (changes += records.length));
              if (rows) observer.observe(rows, { characterData: true, subtree: true });
              const frame = (now) => {
                if (last !== undefined) shown.push(now - last);
                first ??= now;
                last = now;
                if (scrolls) rows.scrollTop = (rows.scrollTop + 12) % (rows.scrollHeight - rows.clientHeight);
                if (now - first < millis) return requestAnimationFrame(frame);
                observer.disconnect();
                done({ shown, changes });
              };
              requestAnimationFrame(frame);
            })""";

    /** Watches a page that is left alone. */
    public static Frames atRest(Page page, Duration duration) {
        return watch(page, duration, false);
    }

    /** Watches a page whose rows are scrolled by 12 pixels with each frame. */
    public static Frames scrolling(Page page, Duration duration) {
        return watch(page, duration, true);
    }

    private static Frames watch(Page page, Duration duration, boolean scrolls) {
        var session = page.context().newCDPSession(page);
        try {
            var _ = session.send("Performance.enable");
            var began = Work.of(session);
            var seen = page.evaluate(WATCH, List.of((int) duration.toMillis(), scrolls));
            return read(seen, began.until(Work.of(session)));
        } catch (PlaywrightException failure) {
            throw new BenchException("The frames of the page cannot be counted", failure);
        } finally {
            session.detach();
        }
    }

    /** What the page's thread has worked so far, in seconds. */
    private record Work(double clock, double tasks) {
        static Work of(CDPSession session) {
            var clock = 0.0;
            var tasks = 0.0;
            for (var metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
                var value = metric.getAsJsonObject().get("value").getAsDouble();
                switch (metric.getAsJsonObject().get("name").getAsString()) {
                    case "Timestamp" -> clock = value;
                    case "TaskDuration" -> tasks = value;
                    default -> {
                        // of no interest
                    }
                }
            }
            return new Work(clock, tasks);
        }

        double until(Work end) {
            return (end.tasks - tasks) / (end.clock - clock);
        }
    }

    private static Frames read(Object seen, double busy) {
        if (seen instanceof Map<?, ?> map
                && map.get("shown") instanceof List<?> shown
                && map.get("changes") instanceof Number changes
                && !shown.isEmpty()) {
            var millis = shown.stream()
                    .map(each -> ((Number) each).doubleValue())
                    .sorted()
                    .toList();
            return new Frames(millis, changes.longValue(), busy);
        }
        throw new BenchException("The page drew no frame");
    }

    /** How many were drawn in a second. */
    public double perSecond() {
        return millis.size()
                * 1000.0
                / millis.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** How long a frame was shown at most, for this share of them, in milliseconds. */
    public double percentile(double percentile) {
        return millis.get((int) Math.min(millis.size() - 1, Math.floor(millis.size() * percentile / 100)));
    }

    /** How long the longest was shown, in milliseconds. */
    public double longest() {
        return millis.getLast();
    }
}
