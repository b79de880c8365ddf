package io.lamplighter.gateway.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.lamplighter.gateway.GatewayTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the browser is sent; what it makes of it is tested by DashboardIT over the whole product. */
@GatewayTest
class DashboardTest {
    private static final Pattern BUNDLED = Pattern.compile("(?:src|href)=\"\\./(static/bundle/[^\"]+)\"");

    @Test
    void firstLoadIsUnder300KilobytesAndIsNamedRelativeToThePage() {
        var bundled = bundled();

        assertThat(bundled).hasSize(2);
        assertThat(bundled.stream().mapToInt(DashboardTest::compressed).sum()).isBetween(20_000, 300_000);
    }

    @Test
    void whatHasAHashInItsNameIsKeptAndTheRestIsAskedForAgain() {
        bundled()
                .forEach(path -> given().get("/" + path)
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", containsString("immutable")));
        for (var path : List.of("/", "/index.html", "/icon.svg", "/feed.js")) {
            given().get(path).then().statusCode(200).header("Cache-Control", "no-cache");
        }
    }

    private static List<String> bundled() {
        var page = given().get("/")
                .then()
                .statusCode(200)
                .contentType(ContentType.HTML)
                .extract()
                .asString();
        return BUNDLED.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static int compressed(String path) {
        var asSent = RestAssuredConfig.config()
                .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
        return given().config(asSent)
                .header("Accept-Encoding", "gzip")
                .get("/" + path)
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip")
                .extract()
                .asByteArray()
                .length;
    }
}
