package io.lamplighter.interactions;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** The service with a real database and broker, a stub registry and a stub gateway. */
@QuarkusTestResource(
        value = LocalStackResource.class,
        initArgs = @ResourceArg(name = "database", value = "interactions"))
@QuarkusTestResource(RegistryStub.class)
public abstract class ServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "quarkus.rest-client.devices.url")
    String registry;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @Inject
    ObjectMapper mapper;

    protected GatewayStub gateway;

    @BeforeEach
    void connect() {
        gateway = GatewayStub.at(bootstrap);
        registryAway(false);
    }

    protected UUID device() {
        return device(true, Map.of());
    }

    protected UUID device(boolean enabled, Map<String, String> labels) {
        return device("simulator", enabled, labels);
    }

    protected UUID device(String vendor, boolean enabled, Map<String, String> labels) {
        var id = UuidCreator.getTimeOrderedEpoch();
        put(
                "/devices/" + id,
                json(Map.of(
                        "id", id, "name", "A", "type", "plug", "vendor", vendor, "enabled", enabled, "labels",
                        labels)));
        return id;
    }

    /** What the outside signal answers from now on. */
    protected void signalAnswers(String body) {
        put("/signal", body);
    }

    protected void registryAway(boolean away) {
        put("/away/" + away, "");
    }

    private void put(String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(registry + path))
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.discarding());
            assert answer.statusCode() == 204;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    protected String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    protected static Map<String, Object> devices(UUID... ids) {
        return Map.of("devices", ids);
    }

    protected Response post(String path, Object body) {
        return given().contentType("application/json")
                .header("X-Requested-By", "ada")
                .body(body instanceof String text ? text : json(body))
                .post(path);
    }

    protected JsonPath start(String task, Map<String, Object> target, Map<String, Object> arguments) {
        return start(task, target, arguments, "PT10S");
    }

    protected JsonPath start(String task, Map<String, Object> target, Map<String, Object> arguments, String timeout) {
        return post(
                        "/api/interactions",
                        Map.of("task", task, "target", target, "arguments", arguments, "timeout", timeout))
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    /** Starts what the body says; answers the interaction. */
    protected JsonPath started(String body) {
        return post("/api/interactions", body).then().statusCode(202).extract().jsonPath();
    }

    protected static void isProblem(Response answer, int status, String field) {
        var body = answer.asString();
        org.assertj.core.api.Assertions.assertThat(answer.statusCode()).as(body).isEqualTo(status);
        org.assertj.core.api.Assertions.assertThat(answer.contentType()).startsWith("application/problem+json");
        org.assertj.core.api.Assertions.assertThat(body)
                .doesNotContain("io.lamplighter", "java.", "Exception", "fasterxml");
        if (field != null) {
            org.assertj.core.api.Assertions.assertThat(answer.jsonPath().getList("violations.field"))
                    .as(body)
                    .contains(field);
        }
    }

    protected JsonPath ended(String interaction) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> given().get("/api/interactions/" + interaction).jsonPath(),
                        view -> !"running".equals(view.getString("state")));
    }

    protected JsonPath runs(String query) {
        return given().get("/api/runs?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    protected long sql(String statement) {
        try (var connection = DriverManager.getConnection(database, "interactions", "test");
                var prepared = connection.createStatement()) {
            if (prepared.execute(statement)) {
                var result = prepared.getResultSet();
                return result.next() ? result.getLong(1) : 0;
            }
            return prepared.getUpdateCount();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
