package io.lamplighter.bench.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import io.lamplighter.bench.measure.BenchException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The browser of this machine, without a window; for one thread. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final List<String> NODE = List.of("node", "nodejs");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** What this machine lacks, for people; empty when a browser can be opened. */
    public static Optional<String> missing() {
        return missingIn(System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<String> missingIn(String path) {
        if (find(path, NAMES).isEmpty()) {
            return Optional.of(
                    "There is no Chromium on this machine: install one (Debian: apt-get install chromium), and the dashboard is measured");
        }
        if (find(path, NODE).isEmpty()) {
            return Optional.of(
                    "There is no Node.js on this machine, which drives the browser: install it (Debian: apt-get install nodejs), and the dashboard is measured");
        }
        return Optional.empty();
    }

    /** Opens it. */
    public static Chromium open() {
        missing().ifPresent(reason -> {
            throw new BenchException(reason);
        });
        var path = System.getenv().getOrDefault("PATH", "");
        var options = new BrowserType.LaunchOptions()
                .setExecutablePath(find(path, NAMES).orElseThrow())
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
        try {
            var playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of(
                            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                            "1",
                            "PLAYWRIGHT_NODEJS_PATH",
                            find(path, NODE).orElseThrow().toString())));
            return new Chromium(playwright, playwright.chromium().launch(options));
        } catch (PlaywrightException failure) {
            throw new BenchException("The browser does not open", failure);
        }
    }

    private static Optional<Path> find(String path, List<String> names) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Somebody who was never here before: nothing is in the cache. */
    public BrowserContext visitor() {
        var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    /** What it is, for people. */
    public String version() {
        return "Chromium " + browser.version();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
