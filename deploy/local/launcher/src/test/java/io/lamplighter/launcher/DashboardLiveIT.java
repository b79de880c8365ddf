package io.lamplighter.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That what the dashboard shows stays true, whatever becomes of the connection, and that it tells what happens. */
class DashboardLiveIT {
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
    void aDroppedConnectionComesBackWithNothingMissingAlsoBehindAPathPrefix() throws Exception {
        var thermometer = suite.device("Bedroom thermometer");
        try (var gate = Gate.before(suite.url());
                var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(gate.url() + "#/devices");
            assertThat(page.getByText("Live", Dashboard.exactly())).isVisible();
            assertThat(Dashboard.row(page, "Bedroom thermometer")).isVisible();

            gate.cut();
            assertThat(page.getByText("Connection lost")).isVisible();
            var late = dashboard.add("Came meanwhile");
            for (var step = 1; step <= 20; step++) {
                dashboard.observe(thermometer, 60 + step / 100.0, Instant.now().plusSeconds(20 + step));
            }
            gate.mend();

            assertThat(page.getByText("Live", Dashboard.exactly())).isVisible(Dashboard.visiblySoon());
            assertThat(Dashboard.row(page, "Came meanwhile")).isVisible();
            assertThat(Dashboard.row(page, "Bedroom thermometer")).containsText("60.2 °C");
            var _ = suite.send("DELETE", "/api/devices/" + late, null);
            assertThat(Dashboard.row(page, "Came meanwhile")).hasCount(0);
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
            page.getByLabel("Tell me while this page is open").check();
            page.getByLabel("A device is added").check();
            assertThat(page.getByText("Live", Dashboard.exactly())).isVisible();

            var id = dashboard.add("Worth telling");
            page.waitForFunction("() => window.told.some(({ title }) => title === 'Device added')");
            var told = page.evaluate(
                    "() => window.told.map(({ title, body, icon, data }) => [title, body, icon, data.to].join(' | ')).join()");
            assertThat(told.toString()).contains("Device added | Worth telling, extra", "/icon.svg", "#/devices/" + id);
            var _ = suite.send("DELETE", "/api/devices/" + id, null);
        }
    }

    @Test
    void twoBrowsersSeeWhoLooksAtADeviceAndWhoIsAboutToChangeIt() {
        var lamp = dashboard.lamp().path("id").asText();
        try (var ada = named("Ada");
                var bob = named("Bob")) {
            var list = bob.newPage();
            list.navigate(dashboard.url("devices"));
            var watched = Dashboard.row(list, "Bedroom lamp").locator(".watch");
            assertThat(Dashboard.row(list, "Bedroom lamp")).isVisible();
            assertThat(watched).hasCount(0);

            var first = ada.newPage();
            first.navigate(dashboard.url("devices/" + lamp));
            var second = ada.newPage();
            second.navigate(dashboard.url("devices/" + lamp));
            assertThat(watched).hasAttribute("title", "Ada");
            assertThat(watched).containsText("1");

            second.getByRole(AriaRole.SWITCH).first().focus();
            assertThat(watched.filter(new Locator.FilterOptions().setHasText("Ada")))
                    .hasAttribute("title", "Ada is about to change it");

            second.close();
            assertThat(watched).hasCount(1);
            assertThat(watched).hasAttribute("title", "Ada");
            first.close();
            assertThat(watched).hasCount(0);
        }
    }

    private static BrowserContext named(String user) {
        var visitor = chromium.visitor();
        visitor.addInitScript("localStorage.setItem('lamplighter', JSON.stringify({ name: '" + user + "' }))");
        return visitor;
    }

    @Test
    void whatAVendorFindsIsDecidedOnInItsInbox() throws Exception {
        var vendor = dashboard.lamp().path("vendorIds").path("address").asText().replaceAll(".*:|/.*", "");
        var found = "localhost:" + vendor + "/kitchen-heater";
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(dashboard.url("vendors"));
            var inbox = page.locator("[data-vendor=shelly]");
            inbox.getByLabel("Look at").fill(found);
            button(inbox, "^Discover$").click();
            assertThat(inbox.getByText("1 device to decide on")).isVisible();

            button(inbox, "^Ignore ").click();
            assertThat(inbox.getByText("0 devices to decide on")).isVisible();
            inbox.getByLabel("show all").check();
            button(inbox, "^Take .* back$").click();
            button(inbox, "^Add ").click();
            assertThat(inbox.getByText("accepted", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();

            page.navigate(dashboard.url("devices"));
            assertThat(page.locator("lamp-device-table [data-device='" + idOf(found) + "']"))
                    .isVisible();
        } finally {
            var added = idOf(found);
            if (added != null) {
                var _ = suite.send("DELETE", "/api/devices/" + added, null);
            }
        }
    }

    /** The device with this address; null when there is none. */
    private static String idOf(String address) {
        for (var device : suite.get("/api/devices?vendor=shelly&limit=1000").path("items")) {
            if (address.equals(device.path("vendorIds").path("address").asText())) {
                return device.path("id").asText();
            }
        }
        return null;
    }

    private static Locator button(Locator inbox, String name) {
        return inbox.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
    }
}
