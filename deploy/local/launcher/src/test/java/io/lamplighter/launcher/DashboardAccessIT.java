package io.lamplighter.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That everybody can use the dashboard: by sight or not, by mouse or keyboard, on a desk or a phone. */
class DashboardAccessIT {
    private static Chromium chromium;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.open();
        dashboard = Dashboard.ready();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void noPageViolatesWcagAa(ColorScheme colours) throws Exception {
        try (var visitor = chromium.visitor(colours, 1280, 800)) {
            visitor.addInitScript(axe());
            var page = visitor.newPage();
            var lamp = dashboard.lamp().path("id").asText();
            var violations = new HashMap<String, List<?>>();
            for (var part : List.of(
                    "devices",
                    "devices/" + lamp,
                    "devices/" + lamp + "/statuses",
                    "devices/" + lamp + "/runs",
                    "devices/" + lamp + "/history",
                    "devices/" + lamp + "/raw",
                    "map",
                    "schedules",
                    "interactions",
                    "vendors",
                    "settings")) {
                page.navigate(dashboard.url(part));
                assertThat(page.locator("main h1")).isVisible();
                page.waitForFunction("() => !document.querySelector('main').textContent.includes('Loading…')");
                violations.put(part, violations(page));
            }
            page.navigate(dashboard.url("devices"));
            Dashboard.button(page, "Add").click();
            violations.put("add a device", violations(page));
            page.navigate(dashboard.url("schedules"));
            Dashboard.button(page, "Add").click();
            assertThat(page.locator(".preview")).isVisible();
            violations.put("add a schedule", violations(page));

            assertThat(violations)
                    .allSatisfy((part, found) -> assertThat(found).as(part).isEmpty());
        }
    }

    @Test
    void fitsAPhone() {
        try (var visitor = chromium.visitor(ColorScheme.DARK, 375, 740)) {
            var page = visitor.newPage();
            for (var part : List.of(
                    "devices",
                    "devices/" + dashboard.lamp().path("id").asText(),
                    "map",
                    "schedules",
                    "interactions",
                    "vendors",
                    "settings")) {
                page.navigate(dashboard.url(part));
                assertThat(page.locator("main h1")).isVisible();
                if (part.equals("vendors")) {
                    assertThat(page.locator("[data-vendor=shelly] td").first()).isVisible();
                }
                assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                        .as(part)
                        .isTrue();
            }
        }
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        try (var visitor = chromium.visitor()) {
            var page = visitor.newPage();
            page.navigate(dashboard.url("devices"));
            assertThat(Dashboard.row(page, "Bedroom lamp")).isVisible();
            page.keyboard().press("/");
            page.keyboard().type("bedroom");
            assertThat(page.locator(Dashboard.ROWS)).hasCount(3);
            page.locator(Dashboard.ROWS + " a").first().focus();
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

    private static List<?> violations(Page page) {
        return (List<?>) page.evaluate("""
                () => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
                  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(' '))))""");
    }

    private static String axe() throws IOException {
        try (var script = DashboardAccessIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
