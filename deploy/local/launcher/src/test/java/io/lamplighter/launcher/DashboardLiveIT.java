package io.lamplighter.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
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
}
