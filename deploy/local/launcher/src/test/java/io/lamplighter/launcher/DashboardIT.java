package io.lamplighter.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user does with the dashboard, in a real browser, over the packaged jars. */
class DashboardIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TABLE_ROWS = "lamp-device-table [data-device]";

    private static RunningSuite suite;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.open();
        suite = RunningSuite.shared();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        await().atMost(Duration.ofSeconds(30)).until(() -> !lamp().isMissingNode());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void everyDeviceIsShownLiveAndFoundBySearchAndFilter() throws Exception {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            assertThat(page.getByText("Live", exactly())).isVisible();
            var thermometer = row(page, "Kitchen thermometer");
            assertThat(thermometer.locator(".value").first()).containsText("°C");

            observe(suite.device("Kitchen thermometer"), 41.5, Instant.now().plusSeconds(1));
            assertThat(thermometer).containsText("41.5");

            page.getByPlaceholder("Search (press /)").fill("kitchen thermo");
            assertThat(page.locator(TABLE_ROWS)).hasCount(1);
            page.getByPlaceholder("Search (press /)").fill("");
            page.getByLabel("Location", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("bedroom");
            assertThat(page.locator(TABLE_ROWS)).hasCount(3);
            assertThat(page).hasURL(Pattern.compile("location=bedroom"));
        }
    }

    @Test
    void aDeviceIsAddedChangedAndDeleted() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            button(page, "Add").click();
            var form = page.getByRole(AriaRole.DIALOG);
            form.getByLabel("Name").fill("Porch light");
            form.getByLabel("Type").fill("plug");
            form.getByLabel("Vendor", new Locator.GetByLabelOptions().setExact(true))
                    .fill("shelly");
            form.getByLabel("Latitude").fill("far north");
            form.getByText("Add", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(form.getByRole(AriaRole.ALERT)).isVisible();

            form.getByLabel("Latitude").fill("41.9");
            form.getByLabel("Longitude").fill("12.5");
            form.getByLabel("Vendor ids").fill("address: 127.0.0.1:9");
            form.getByText("Enabled").click();
            form.getByText("Add", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(row(page, "Porch light")).containsText("disabled");

            page.getByLabel("Edit Porch light").click();
            page.getByLabel("Name").fill("Porch lantern");
            button(page, "Save").click();
            row(page, "Porch lantern").getByRole(AriaRole.LINK).click();
            page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("History"))
                    .click();
            assertThat(page.locator("lamp-device-history")).containsText("Porch light → Porch lantern");

            button(page, "Delete").click();
            page.getByRole(AriaRole.DIALOG).locator("button.danger").click();
            assertThat(page).hasURL(Pattern.compile("#/devices$"));
            assertThat(row(page, "Porch lantern")).hasCount(0);
        }
    }

    @Test
    void aFileIsTriedBeforeItIsImportedAndOnlyTheRowsInSightAreInTheDocument() throws Exception {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            button(page, "Import").click();
            page.getByLabel("File").setInputFiles(fleet(300));
            var dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("Nothing is changed yet");
            assertThat(dialog.getByRole(AriaRole.CELL, new Locator.GetByRoleOptions().setName("vendorIds")))
                    .isVisible();
            assertThat(suite.all("/api/devices?type=extra")).isEmpty();

            dialog.locator("footer button.primary").click();
            assertThat(dialog).containsText("Imported 301 lines");
            dialog.locator("footer button").click();
            page.getByLabel("Type", new Page.GetByLabelOptions().setExact(true)).selectOption("extra");
            assertThat(page.locator(".title")).containsText("300 of ");
            assertThat(page.locator(TABLE_ROWS).count()).isBetween(10, 60);
            page.locator(".rows").evaluate("rows => rows.scrollTop = rows.scrollHeight");
            assertThat(row(page, "Extra 300")).isVisible();
        } finally {
            for (var device : suite.all("/api/devices?type=extra")) {
                suite.send("DELETE", "/api/devices/" + device.path("id").asText(), null);
            }
        }
    }

    @Test
    void aSwitchTellsWhatIsWantedUntilTheDeviceConfirmsIt() throws Exception {
        var lamp = lamp();
        var control = "http://" + lamp.path("vendorIds").path("address").asText() + "/control";
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url() + "/#/devices/" + lamp.path("id").asText());
            var toggle = page.locator("lamp-control-panel").getByRole(AriaRole.SWITCH);
            assertThat(toggle).isEnabled();
            var before = Boolean.parseBoolean(toggle.getAttribute("aria-checked"));
            suite.send("PUT", control, Map.of("delayMs", 700));

            toggle.click();

            assertThat(toggle).hasAttribute("aria-busy", "true");
            assertThat(toggle).containsText(before ? "turning off" : "turning on");
            assertThat(toggle).hasAttribute("aria-checked", Boolean.toString(!before));
            assertThat(isOnAtTheVendor(lamp)).isEqualTo(!before);

            page.getByPlaceholder("value").fill(before ? "on" : "off");
            button(page, "Set").click();
            assertThat(page.locator("lamp-run-progress")).containsText("confirmed: on is " + (before ? "on" : "off"));
            assertThat(isOnAtTheVendor(lamp)).isEqualTo(before);
        } finally {
            suite.send("DELETE", control, null);
        }
    }

    @Test
    void aDeviceShowsItsChartItsTimelineAndItsPages() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url() + "/#/devices/" + lamp().path("id").asText());
            assertThat(page.locator("lamp-chart canvas")).isVisible();
            assertThat(page.locator("lamp-chart")).containsText("every value");
            button(page, "7 d").click();
            assertThat(page.locator("lamp-chart")).containsText("averages");
            button(page, "Zoom in").click(new Locator.ClickOptions().setClickCount(8));
            assertThat(page.locator("lamp-chart")).containsText("every value");
            assertThat(page.locator("lamp-timeline").first()).containsText("on");
            for (var part : List.of("Attributes", "Statuses", "Runs", "Raw")) {
                page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(part))
                        .click();
                assertThat(page.locator("main :is(td, pre)").first()).isVisible();
            }
        }
    }

    @Test
    void aScheduleTellsItsNextTenFiringsBeforeItIsSavedAndRunsWhenAsked() throws Exception {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url() + "/#/schedules");
            button(page, "Add").click();
            var dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill("kitchen at seven");
            dialog.getByLabel("Crontab line").last().fill("0 25 * * *");
            assertThat(dialog.locator(".failure")).isVisible();
            dialog.getByLabel("Crontab line").last().fill("0 7 * * 1-5");
            assertThat(dialog.locator(".preview li")).hasCount(10);
            assertThat(dialog.locator(".preview li").first()).containsText("07:00:00");
            dialog.getByLabel("Labels").fill("room=kitchen");
            dialog.locator("footer button.primary").click();
            var row = page.getByRole(AriaRole.ROW, new GetByRoleOptions().setName(Pattern.compile("kitchen at seven")));
            assertThat(row).containsText("waiting");

            page.getByLabel("Run kitchen at seven now").click();
            assertThat(page.locator(".title .badge")).hasText("done");
            assertThat(page.locator("main")).containsText("3 of 3 runs");

            page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Schedules"))
                    .click();
            page.getByLabel("Pause kitchen at seven").click();
            assertThat(row).containsText("paused");
            page.getByLabel("Delete kitchen at seven").click();
            page.getByRole(AriaRole.DIALOG).locator("button.danger").click();
            assertThat(row).hasCount(0);
        }
    }

    @Test
    void anInteractionIsStartedOnASelectionAndWhatFailedIsDoneAgain() throws Exception {
        var lamp = lamp();
        var control = "http://" + lamp.path("vendorIds").path("address").asText() + "/control";
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            suite.send("PUT", control, Map.of("failRate", 1.0));
            page.getByLabel("Select " + lamp.path("name").asText()).check();
            page.getByLabel("Select Kitchen thermometer").check();
            button(page, "Start an interaction").click();
            page.getByRole(AriaRole.DIALOG).locator("footer button.primary").click();
            assertThat(page.locator(".title .badge")).hasText("partly failed", patiently());
            assertThat(page.locator("main")).containsText("1 of 2 runs");

            suite.send("DELETE", control, null);
            var first = page.url();
            button(page, "Do again what failed").click();
            page.waitForURL(url -> !url.equals(first));
            assertThat(page.locator(".title .badge")).hasText("done", patiently());
            assertThat(page.locator("main")).containsText("1 of 1 run");
        } finally {
            suite.send("DELETE", control, null);
        }
    }

    @Test
    void aDroppedConnectionComesBackWithNothingMissingAlsoBehindAPathPrefix() throws Exception {
        var thermometer = suite.device("Bedroom thermometer");
        try (var gate = Gate.before(suite.url());
                var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(gate.url() + "#/devices");
            assertThat(page.getByText("Live", exactly())).isVisible();
            assertThat(row(page, "Bedroom thermometer")).isVisible();

            gate.cut();
            assertThat(page.getByText("Connection lost")).isVisible();
            var late = add("Came meanwhile");
            for (var step = 1; step <= 20; step++) {
                observe(thermometer, 60 + step / 100.0, Instant.now().plusSeconds(20 + step));
            }
            gate.mend();

            assertThat(page.getByText("Live", exactly())).isVisible(visiblySoon());
            assertThat(row(page, "Came meanwhile")).isVisible();
            assertThat(row(page, "Bedroom thermometer")).containsText("60.2 °C");
            suite.send("DELETE", "/api/devices/" + late, null);
            assertThat(row(page, "Came meanwhile")).hasCount(0);
        }
    }

    @Test
    void tellsByNotificationWhatWasChosen() throws Exception {
        try (var visitor = chromium.visitor()) {
            visitor.grantPermissions(List.of("notifications"));
            visitor.addInitScript("""
                    window.told = [];
                    const Real = window.Notification;
                    window.Notification = class extends Real {
                      constructor(title, options) { super(title, options); window.told.push({ title, ...options }); }
                    };""");
            var page = visitor.newPage();
            page.navigate(suite.url() + "/#/settings");
            page.getByText("Tell me while this page is open").click();
            page.getByText("A device is added").click();
            assertThat(page.getByText("Live", exactly())).isVisible();

            var id = add("Worth telling");
            page.waitForFunction("() => window.told.some(({ title }) => title === 'Device added')");
            var told = page.evaluate("() => window.told.map(({ title, body, icon, data }) => [title, body, icon, data.to].join(' | ')).join()");
            assertThat(told.toString())
                    .contains("Device added | Worth telling, extra", "/icon.svg", "#/devices/" + id);
            suite.send("DELETE", "/api/devices/" + id, null);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void noPageViolatesWcagAa(ColorScheme colours) throws Exception {
        try (var visitor = chromium.visitor(colours, 1280, 800)) {
            visitor.addInitScript(axe());
            var page = visitor.newPage();
            var lamp = lamp().path("id").asText();
            var violations = new HashMap<String, Object>();
            for (var part : List.of("devices", "devices/" + lamp, "devices/" + lamp + "/statuses", "devices/" + lamp + "/runs",
                    "devices/" + lamp + "/history", "devices/" + lamp + "/raw", "map", "schedules", "interactions", "vendors", "settings")) {
                page.navigate(suite.url() + "/#/" + part);
                assertThat(page.locator("main h1")).isVisible();
                page.waitForFunction("() => !document.querySelector('main').textContent.includes('Loading…')");
                violations.put(part, violations(page));
            }
            page.navigate(suite.url() + "/#/devices");
            button(page, "Add").click();
            violations.put("add a device", violations(page));
            page.navigate(suite.url() + "/#/schedules");
            button(page, "Add").click();
            assertThat(page.locator(".preview")).isVisible();
            violations.put("add a schedule", violations(page));

            assertThat(violations).allSatisfy((part, found) -> assertThat(found).asList().as(part).isEmpty());
        }
    }

    @Test
    void fitsAPhone() {
        try (var visitor = chromium.visitor(ColorScheme.DARK, 375, 740)) {
            var page = visitor.newPage();
            for (var part : List.of("devices", "devices/" + lamp().path("id").asText(), "map", "schedules", "interactions", "vendors", "settings")) {
                page.navigate(suite.url() + "/#/" + part);
                assertThat(page.locator("main h1")).isVisible();
                assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).as(part).isEqualTo(0);
            }
        }
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            assertThat(row(page, "Bedroom lamp")).isVisible();
            page.keyboard().press("/");
            page.keyboard().type("bedroom");
            assertThat(page.locator(TABLE_ROWS)).hasCount(3);
            page.locator(TABLE_ROWS + " a").first().focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Space");
            assertThat(page.locator(".selection")).containsText("1 device selected");
            page.keyboard().press("Enter");
            assertThat(page.locator("main h1")).hasText("Bedroom lamp");
            page.keyboard().press("g");
            page.keyboard().press("s");
            assertThat(page.locator("main h1")).hasText("Schedules");
        }
    }

    private static Object violations(Page page) {
        return page.evaluate("""
                () => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
                  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(' '))))""");
    }

    private static String axe() throws IOException {
        try (var script = DashboardIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode lamp() {
        return suite.device("Bedroom lamp");
    }

    private static Locator row(Page page, String device) {
        return page.locator(TABLE_ROWS)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(device).setExact(true))));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(20_000);
    }

    private static LocatorAssertions.IsVisibleOptions visiblySoon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);
    }

    private static FilePayload fleet(int many) {
        var lines = IntStream.rangeClosed(1, many)
                .mapToObj("Extra %1$d,extra,shelly,127.0.0.1:9/%1$d,false"::formatted)
                .collect(Collectors.joining("\n"));
        var file = "name,type,vendor,vendorIds.address,enabled\n" + lines + "\nNobody,extra,shelly,,false\n";
        return new FilePayload("fleet.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8));
    }

    private static String add(String name) throws Exception {
        var device = Map.of(
                "name", name, "type", "extra", "vendor", "shelly", "enabled", false, "vendorIds", Map.of("address", "127.0.0.1:9/" + name));
        var answer = suite.send("POST", "/api/devices", device);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return RunningSuite.JSON.readTree(answer.body()).path("id").asText();
    }

    private static void observe(JsonNode device, double celsius, Instant at) throws Exception {
        var observation = Map.of(
                "deviceId", device.path("id").asText(), "name", "temperature", "value", celsius, "units", "Cel", "validAt", at.toString());
        assertThat(suite.send("POST", "/api/observations", observation).statusCode()).isEqualTo(202);
    }

    private static boolean isOnAtTheVendor(JsonNode lamp) {
        return suite.get(URI.create("http://" + lamp.path("vendorIds").path("address").asText() + "/rpc/Switch.GetStatus?id=0")
                        .toString())
                .path("output")
                .asBoolean();
    }
}
