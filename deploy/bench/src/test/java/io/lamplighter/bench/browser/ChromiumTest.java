package io.lamplighter.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser, before a page that has a table as the dashboard has one, and behaves as the test wants it to. */
class ChromiumTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String PAGE = """
            <!doctype html><title>Table</title><link rel="icon" href="data:,"><p>Loading</p>
            <!-- %s -->
            <lamp-device-table><div role="table" aria-rowcount="1"><div class="rows" style="height:100px;overflow:auto"></div></div></lamp-device-table>
            <input type="search">
            <script>
            const table = document.querySelector("[role=table]");
            setTimeout(() => {
              table.firstChild.innerHTML = '<div data-device="a" style="height:900px"><span class="value">0</span></div>';
              table.ariaRowCount = "8";
            }, 200);
            document.querySelector("input").addEventListener("input", () => setTimeout(() => (table.ariaRowCount = "1"), 100));
            const value = document.createTextNode("0");
            if (location.hash !== "#still") setInterval(() => {
              document.querySelector(".value")?.replaceChildren(value);
              value.data = Number(value.data) + 1;
            }, 50);
            if (location.hash === "#slow") setInterval(() => {
              for (const end = performance.now() + 150; performance.now() < end; ) {}
            }, 200);
            </script>""".formatted("much that packs well ".repeat(10_000));

    private static HttpServer server;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        var missing = Chromium.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        chromium = Chromium.open();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ChromiumTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(packed)) {
            packing.write(PAGE.getBytes(StandardCharsets.UTF_8));
        }
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, packed.size());
            packed.writeTo(exchange.getResponseBody());
        }
    }

    private static String page(String hash) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/#" + hash;
    }

    @Test
    void countsWhatCameAsItCameAndWhenTheTableCouldBeUsed() {
        var load = FirstLoad.of(chromium, page(""), 7);

        assertThat(load.requests()).isEqualTo(1);
        assertThat(load.transferred()).isBetween(500L, 10_000L);
        assertThat(load.painted()).isPositive().isLessThan(load.shown());
        assertThat(load.shown()).isGreaterThan(200);
        assertThat(load.narrowed()).isGreaterThan(load.shown() + 100);
    }

    @Test
    void seesChangesAndWhatHoldsFramesUp() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            var empty = Frames.atRest(page, A_SECOND);
            var _ = page.navigate(page("slow"));
            var _ = page.waitForSelector(".value");

            var slow = Frames.scrolling(page, A_SECOND);

            assertThat(empty.changes()).isZero();
            assertThat(slow.changes()).isPositive();
            assertThat(slow.longest()).isGreaterThan(100).isGreaterThanOrEqualTo(slow.percentile(99));
            assertThat(slow.busy()).isGreaterThan(0.5).isGreaterThan(empty.busy());
            assertThat(slow.perSecond()).isLessThan(0.7 * empty.perSecond());
            assertThat(page.evaluate("() => document.querySelector('.rows').scrollTop"))
                    .isNotEqualTo(0);
        }
    }

    @Test
    void leavesAPageAtRestAlone() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            var _ = page.navigate(page("still"));
            var _ = page.waitForSelector(".value");

            assertThat(Frames.atRest(page, A_SECOND).changes()).isZero();
            assertThat(page.evaluate("() => document.querySelector('.rows').scrollTop"))
                    .isEqualTo(0);
        }
    }

    @Test
    void tellsPlainlyWhatTheMachineLacks(@TempDir Path folder) throws IOException {
        var path = "/nowhere" + File.pathSeparator + folder;

        assertThat(Chromium.missingIn(path))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no Chromium", "apt-get install chromium"));
        executable(folder.resolve("chromium"));
        assertThat(Chromium.missingIn(path))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no Node.js"));
        executable(folder.resolve("node"));
        assertThat(Chromium.missingIn(path)).isEmpty();
    }

    private static void executable(Path file) throws IOException {
        assertThat(Files.createFile(file).toFile().setExecutable(true)).isTrue();
    }
}
