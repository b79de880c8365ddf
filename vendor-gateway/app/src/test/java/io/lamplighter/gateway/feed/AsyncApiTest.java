package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.device;
import static io.lamplighter.gateway.feed.Asking.observe;
import static io.lamplighter.gateway.feed.Asking.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.lamplighter.gateway.api.FeedMessage;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AsyncAPI document says what the code does. */
@GatewayTest
class AsyncApiTest {
    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private JsonNode document;

    @BeforeEach
    void fetch() throws IOException {
        var text = RestAssured.given()
                .get(url + "feed/asyncapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
        document = new ObjectMapper().readTree(text);
    }

    private List<String> messages(String operation) {
        var names = new ArrayList<String>();
        document.path("operations")
                .path(operation)
                .path("messages")
                .forEach(reference -> names.add(reference.path("$ref").asText().replaceFirst(".*/", "")));
        return names;
    }

    private JsonNode payload(String message) {
        return document.path("components").path("messages").path(message).path("payload");
    }

    private static Set<String> properties(JsonNode schema) {
        var names = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void isAsyncApi3AndEveryReferenceLeadsSomewhere() {
        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        var references = document.findValuesAsText("$ref");
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyMessageOfTheFeedIsDescribedFieldByField() {
        var types = FeedMessage.class.getAnnotation(JsonSubTypes.class).value();
        assertThat(messages("tell"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(types).map(JsonSubTypes.Type::name).toList());
        for (var type : types) {
            var fields = new TreeSet<>(List.of("type"));
            Arrays.stream(type.value().getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(fields::add);
            assertThat(properties(payload(type.name()))).as(type.name()).isEqualTo(fields);
        }
    }

    @Test
    void everyMessageThatIsDescribedIsUnderstood() {
        assertThat(messages("ask")).hasSize(FeedRequest.class.getPermittedSubclasses().length);
        try (var client = FeedClient.connect(url.getPort())) {
            for (var type : messages("ask")) {
                client.send("{\"type\":\"%s\",\"id\":\"%s\"}".formatted(type, type));
                var answer =
                        client.await1(message -> message.path("id").asText().equals(type));
                assertThat(answer.path("problem").path("detail").asText()).doesNotContain("type: must be");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FeedStreamKind.class)
    void itemsOfEveryStreamAreDescribedFieldByField(FeedStreamKind kind) {
        var schemas = document.path("components").path("schemas");
        assertThat(properties(schemas.path("item-" + kind.word()))).isEqualTo(new TreeSet<>(kind.fields()));
        var words = StreamSupport.stream(schemas.path("StreamName").path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        assertThat(words).contains(kind.word()).hasSize(FeedStreamKind.values().length);
    }

    @Test
    void whatIsToldFitsItsSchema() {
        var device = Devices.id();
        topics.send("devices", device.toString(), Devices.lamp(device));
        try (var client = FeedClient.connectAs(url.getPort(), "ada")) {
            subscribe(client, "observations", "observations", device(device));
            subscribe(client, "devices", "devices");
            subscribe(client, "presence", "presence");
            subscribe(client, "vendors", "vendors");
            subscribe(client, "runs", "runs");
            for (var kind : FeedStreamKind.values()) {
                client.expect("snapshot", kind.word());
            }
            observe(topics, device, "temperature", 1, 1);
            topics.send("devices", device.toString(), Devices.lamp(device, "fake", true, 2));
            var other = Devices.id();
            topics.send("devices", other.toString(), Devices.lamp(other));
            topics.send(
                    "presence",
                    device.toString(),
                    "{\"deviceId\":\"%s\",\"vendor\":\"fake\",\"account\":\"default\",\"state\":\"online\",\"since\":\"2026-01-01T00:00:00Z\"}"
                            .formatted(device));
            topics.send(
                    "runs",
                    device.toString(),
                    "{\"id\":\"%s\",\"deviceId\":\"%s\",\"task\":\"pull_all\",\"state\":\"succeeded\",\"version\":3}"
                            .formatted(Devices.id(), device));
            client.send("{\"type\":\"hello\",\"id\":\"h\",\"user\":\"ada\"}");
            client.send("{\"type\":\"nonsense\",\"id\":\"n\"}");
            for (var expected : List.of("observations", "devices", "runs", "presence", "vendors")) {
                client.expect("update", expected);
            }
            client.expect("welcome", "h");
            client.expect("error", "n");
            client.expect(message -> message.path("type").asText().equals("heartbeat"));
            client.messages.forEach(this::fits);
        }
    }

    private void fits(JsonNode message) {
        fits(message, payload(message.path("type").asText()));
        var item = document.path("components")
                .path("schemas")
                .path("item-" + message.path("id").asText());
        message.path("items").forEach(each -> fits(each, item));
        if (message.has("item")) {
            fits(message.path("item"), item);
        }
    }

    private void fits(JsonNode value, JsonNode schema) {
        assertThat(schema.isObject()).as(value.toString()).isTrue();
        var whole = JsonObject.of(
                        "components", new JsonObject(document.path("components").toString()))
                .mergeIn(new JsonObject(schema.toString()));
        var options = new JsonSchemaOptions()
                .setBaseUri("https://lamplighter.example")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        var result = Validator.create(JsonSchema.of(whole), options).validate(new JsonObject(value.toString()));
        assertThat(result.getValid()).as(value + ": " + result.getErrors()).isTrue();
    }
}
