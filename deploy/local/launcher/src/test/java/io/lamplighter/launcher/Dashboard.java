package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The dashboard of the running product: where things are on it, and what happens beside it. */
final class Dashboard {
    static final String ROWS = "lamp-device-table [data-device]";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningSuite suite;

    private Dashboard(RunningSuite suite) {
        this.suite = suite;
    }

    /** Ready when the demo's devices have been read once. */
    static Dashboard ready() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        var dashboard = new Dashboard(RunningSuite.shared());
        await().atMost(Duration.ofSeconds(30)).until(dashboard::isRead);
        return dashboard;
    }

    private boolean isRead() {
        return !suite.get("/api/observations/latest?device=" + lamp().path("id").asText())
                .path("items")
                .isEmpty();
    }

    String url(String page) {
        return suite.url() + "/#/" + page;
    }

    JsonNode lamp() {
        return suite.device("Bedroom lamp");
    }

    static Locator row(Page page, String device) {
        return page.locator(ROWS)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.LINK,
                                new GetByRoleOptions().setName(device).setExact(true))));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(20_000);
    }

    static LocatorAssertions.IsVisibleOptions visiblySoon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);
    }

    static FilePayload fleet(int many) {
        var lines = IntStream.rangeClosed(1, many)
                .mapToObj("Extra %1$d,extra,shelly,127.0.0.1:9/%1$d,false"::formatted)
                .collect(Collectors.joining("\n"));
        var file = "name,type,vendor,vendorIds.address,enabled\n" + lines + "\nNobody,extra,shelly,,false\n";
        return new FilePayload("fleet.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8));
    }

    String add(String name) throws Exception {
        var device = Map.of(
                "name",
                name,
                "type",
                "extra",
                "vendor",
                "shelly",
                "enabled",
                false,
                "vendorIds",
                Map.of("address", "127.0.0.1:9/" + name));
        var answer = suite.send("POST", "/api/devices", device);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return RunningSuite.JSON.readTree(answer.body()).path("id").asText();
    }

    void observe(JsonNode device, double celsius, Instant at) throws Exception {
        var observation = Map.of(
                "deviceId",
                device.path("id").asText(),
                "name",
                "temperature",
                "value",
                celsius,
                "units",
                "Cel",
                "validAt",
                at.toString());
        assertThat(suite.send("POST", "/api/observations", observation).statusCode())
                .isEqualTo(202);
    }

    boolean isOnAtTheVendor(JsonNode lamp) {
        return suite.get("http://" + lamp.path("vendorIds").path("address").asText() + "/rpc/Switch.GetStatus?id=0")
                .path("output")
                .asBoolean();
    }
}
