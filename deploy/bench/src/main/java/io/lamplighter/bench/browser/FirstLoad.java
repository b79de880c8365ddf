package io.lamplighter.bench.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.lamplighter.bench.measure.BenchException;
import java.util.Map;

/**
 * How the page of devices comes up for a visitor who was never here before. All times are in milliseconds since the
 * visitor asked for the page.
 *
 * @param requests until the table could be used, without the feed
 * @param transferred bytes of their answers as they came, compressed and with headers
 * @param feed characters that the feed told meanwhile, which are compressed only where its connection is
 * @param painted when something was to be seen
 * @param shown when the table had all rows, and values in them
 * @param narrowed when a key that was typed in the search was answered: the table had fewer rows
 */
public record FirstLoad(long requests, long transferred, long feed, double painted, double shown, double narrowed) {
    /** Stamps are taken after the frame in which they happen is drawn. */
    private static final String STAMPS = """
            window.stamps = {};
            const stamp = (what) => what in window.stamps || requestAnimationFrame(() => setTimeout(() => (window.stamps[what] ??= performance.now())));
            const look = () => {
              const rows = Number(document.querySelector("lamp-device-table [aria-rowcount]")?.ariaRowCount ?? 1) - 1;
              if (rows === window.rowsToCome && document.querySelector("[data-device] .value")) stamp("shown");
              if (window.stamps.shown && rows < window.rowsToCome) stamp("narrowed");
            };
            new MutationObserver(look).observe(document, { childList: true, subtree: true, attributeFilter: ["aria-rowcount"] });
            """;

    private static final class Transfers {
        private long requests;
        private long bytes;
        private long told;

        Transfers(CDPSession session) {
            session.on("Network.loadingFinished", this::finished);
            session.on("Network.webSocketFrameReceived", this::told);
            var _ = session.send("Network.enable");
        }

        private void finished(JsonObject event) {
            requests++;
            bytes += event.get("encodedDataLength").getAsLong();
        }

        private void told(JsonObject event) {
            told += event.getAsJsonObject("response")
                    .get("payloadData")
                    .getAsString()
                    .length();
        }
    }

    /**
     * Opens the page and types a key that fits no device as soon as the table is there.
     *
     * @param rows how many the table must have before it counts as shown
     */
    public static FirstLoad of(Chromium chromium, String url, int rows) {
        try (var visitor = chromium.visitor()) {
            visitor.addInitScript("window.rowsToCome = %d;\n%s".formatted(rows, STAMPS));
            var page = visitor.newPage();
            var transfers = new Transfers(visitor.newCDPSession(page));
            var _ = page.navigate(url);
            var _ = page.waitForFunction("() => window.stamps.shown");
            page.locator("input[type=search]").press("z");
            var _ = page.waitForFunction("() => window.stamps.narrowed");
            return read(page, transfers);
        } catch (PlaywrightException failure) {
            throw new BenchException("The dashboard does not come up with %,d rows".formatted(rows), failure);
        }
    }

    private static FirstLoad read(Page page, Transfers transfers) {
        if (page.evaluate(
                        "() => ({ ...window.stamps, painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 })")
                instanceof Map<?, ?> stamps) {
            return new FirstLoad(
                    transfers.requests,
                    transfers.bytes,
                    transfers.told,
                    number(stamps, "painted"),
                    number(stamps, "shown"),
                    number(stamps, "narrowed"));
        }
        throw new BenchException("The page has no stamps");
    }

    private static double number(Map<?, ?> stamps, String name) {
        return stamps.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
