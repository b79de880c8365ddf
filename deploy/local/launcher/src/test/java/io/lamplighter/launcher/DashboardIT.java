package io.lamplighter.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user does with the dashboard, in a real browser, over the packaged jars. */
class DashboardIT {
    private static RunningSuite suite;
    private static Chromium chromium;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.open();
        suite = RunningSuite.shared();
        dashboard = Dashboard.ready();
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
            assertThat(page.getByText("Live", Dashboard.exactly())).isVisible();
            var thermometer = Dashboard.row(page, "Kitchen thermometer");
            assertThat(thermometer.locator(".value").first()).containsText("°C");

            dashboard.observe(
                    suite.device("Kitchen thermometer"), 41.5, Instant.now().plusSeconds(1));
            assertThat(thermometer).containsText("41.5");

            page.getByPlaceholder("Search (press /)").fill("kitchen thermo");
            assertThat(page.locator(Dashboard.ROWS)).hasCount(1);
            page.getByPlaceholder("Search (press /)").fill("");
            page.getByLabel("Location", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("bedroom");
            assertThat(page.locator(Dashboard.ROWS)).hasCount(3);
            assertThat(page).hasURL(Pattern.compile("location=bedroom"));
        }
    }

    @Test
    void aDeviceIsAddedChangedAndDeleted() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            Dashboard.button(page, "Add").click();
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
            assertThat(Dashboard.row(page, "Porch light")).containsText("disabled");

            page.getByLabel("Edit Porch light").click();
            page.getByLabel("Name").fill("Porch lantern");
            Dashboard.button(page, "Save").click();
            Dashboard.row(page, "Porch lantern").getByRole(AriaRole.LINK).click();
            page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("History"))
                    .click();
            assertThat(page.locator("lamp-device-history")).containsText("Porch light → Porch lantern");

            Dashboard.button(page, "Delete").click();
            page.getByRole(AriaRole.DIALOG).locator("button.danger").click();
            assertThat(page).hasURL(Pattern.compile("#/devices$"));
            assertThat(Dashboard.row(page, "Porch lantern")).hasCount(0);
        }
    }

    @Test
    void aFileIsTriedBeforeItIsImportedAndOnlyTheRowsInSightAreInTheDocument() throws Exception {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            Dashboard.button(page, "Import").click();
            page.getByLabel("File").setInputFiles(Dashboard.fleet(300));
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
            assertThat(page.locator(Dashboard.ROWS).count()).isBetween(10, 60);
            page.locator(".rows").evaluate("rows => rows.scrollTop = rows.scrollHeight");
            assertThat(Dashboard.row(page, "Extra 300")).isVisible();
        } finally {
            for (var device : suite.all("/api/devices?type=extra")) {
                var _ = suite.send("DELETE", "/api/devices/" + device.path("id").asText(), null);
            }
        }
    }

    @Test
    void aSwitchTellsWhatIsWantedUntilTheDeviceConfirmsIt() throws Exception {
        var lamp = dashboard.lamp();
        var control = "http://" + lamp.path("vendorIds").path("address").asText() + "/control";
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url() + "/#/devices/" + lamp.path("id").asText());
            var toggle = page.locator("lamp-control-panel").getByRole(AriaRole.SWITCH);
            assertThat(toggle).isEnabled();
            var before = Boolean.parseBoolean(toggle.getAttribute("aria-checked"));
            var _ = suite.send("PUT", control, Map.of("delayMs", 700));

            toggle.click();

            assertThat(toggle).hasAttribute("aria-busy", "true");
            assertThat(toggle).containsText(before ? "turning off" : "turning on");
            assertThat(toggle).hasAttribute("aria-checked", Boolean.toString(!before));
            assertThat(dashboard.isOnAtTheVendor(lamp)).isEqualTo(!before);

            page.getByPlaceholder("value").fill(before ? "on" : "off");
            Dashboard.button(page, "Set").click();
            assertThat(page.locator("lamp-run-progress")).containsText("confirmed: on is " + (before ? "on" : "off"));
            assertThat(dashboard.isOnAtTheVendor(lamp)).isEqualTo(before);
        } finally {
            var _ = suite.send("DELETE", control, null);
        }
    }

    @Test
    void aDeviceShowsItsChartItsTimelineAndItsPages() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(
                    suite.url() + "/#/devices/" + dashboard.lamp().path("id").asText());
            assertThat(page.locator("lamp-chart canvas")).isVisible();
            assertThat(page.locator("lamp-chart")).containsText("every value");
            Dashboard.button(page, "6 h").click();
            assertThat(page.locator("lamp-chart")).containsText("averages");
            drag(page, page.locator("lamp-chart .u-over"), 0.9, 0.999);
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
            Dashboard.button(page, "Add").click();
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
            assertThat(page.locator(".title .badge")).hasText("done", Dashboard.patiently());
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
        var lamp = dashboard.lamp();
        var control = "http://" + lamp.path("vendorIds").path("address").asText() + "/control";
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(suite.url());
            var _ = suite.send("PUT", control, Map.of("failRate", 1.0));
            page.getByLabel("Select " + lamp.path("name").asText()).check();
            page.getByLabel("Select Kitchen thermometer").check();
            Dashboard.button(page, "Start an interaction").click();
            page.getByRole(AriaRole.DIALOG).locator("footer button.primary").click();
            assertThat(page.locator(".title .badge")).hasText("partly failed", Dashboard.patiently());
            assertThat(page.locator("main")).containsText("1 of 2 runs");

            var _ = suite.send("DELETE", control, null);
            // Its circuit is open for some seconds; a pull of the demo shows that it is back.
            var presence = "/api/vendors/shelly/devices/" + lamp.path("id").asText();
            await().atMost(Duration.ofSeconds(40))
                    .until(() ->
                            "online".equals(suite.get(presence).path("state").asText()));
            var first = page.url();
            Dashboard.button(page, "Do again what failed").click();
            page.waitForURL(url -> !url.equals(first));
            assertThat(page.locator(".title .badge")).hasText("done", Dashboard.patiently());
            assertThat(page.locator("main")).containsText("1 of 1 run");
        } finally {
            var _ = suite.send("DELETE", control, null);
        }
    }

    private static void drag(Page page, Locator over, double from, double to) {
        var box = over.boundingBox();
        var middle = box.y + box.height / 2;
        page.mouse().move(box.x + from * box.width, middle);
        page.mouse().down();
        page.mouse().move(box.x + to * box.width, middle, new Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
    }
}
