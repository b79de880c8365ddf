package io.lamplighter.cli.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.cli.edge.MistakeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final JsonNode SET = json("""
            {"name":"set_status","arguments":{"properties":{"name":{"type":"string"},"value":{"type":"boolean"}}}}""");
    private static final JsonNode CUSTOM = json("{\"name\":\"blink\",\"arguments\":{\"properties\":{\"times\":{}}}}");

    @Test
    void falseMeansFalse() {
        assertThat(arguments(SET, "on=false")).isEqualTo("{\"name\":\"on\",\"value\":false}");
    }

    @Test
    void trueMeansTrue() {
        assertThat(arguments(SET, "on=true")).isEqualTo("{\"name\":\"on\",\"value\":true}");
    }

    @Test
    void readsJsonScalars() {
        assertThat(arguments(SET, "brightness=40")).isEqualTo("{\"name\":\"brightness\",\"value\":40}");
        assertThat(arguments(SET, "level=-1.5e2")).isEqualTo("{\"name\":\"level\",\"value\":-1.5E+2}");
        assertThat(arguments(SET, "mode=a=b")).isEqualTo("{\"name\":\"mode\",\"value\":\"a=b\"}");
        assertThat(arguments(SET, "code=007")).isEqualTo("{\"name\":\"code\",\"value\":\"007\"}");
        assertThat(arguments(SET, "on=False")).isEqualTo("{\"name\":\"on\",\"value\":\"False\"}");
        assertThat(arguments(SET, "code=\"5\"")).isEqualTo("{\"name\":\"code\",\"value\":\"5\"}");
        assertThat(arguments(SET, "mode=")).isEqualTo("{\"name\":\"mode\",\"value\":\"\"}");
    }

    @Test
    void passesDeclaredParametersAsTheyAre() {
        assertThat(arguments(SET, "name=on", "value=false")).isEqualTo("{\"name\":\"on\",\"value\":false}");
        assertThat(arguments(SET, "name=5", "value=true")).isEqualTo("{\"name\":\"5\",\"value\":true}");
        assertThat(arguments(CUSTOM, "times=3", "colour=red")).isEqualTo("{\"times\":3,\"colour\":\"red\"}");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> arguments(SET, "on"))
                .isInstanceOf(MistakeException.class)
                .hasMessageContaining("name=value");
        assertThatThrownBy(() -> arguments(SET, "=true")).isInstanceOf(MistakeException.class);
        assertThatThrownBy(() -> arguments(SET, "on=true", "brightness=4")).hasMessageContaining("one value");
        assertThatThrownBy(() -> arguments(SET, "on=true", "value=false")).hasMessageContaining("twice");
    }

    private static String arguments(JsonNode task, String... written) {
        return Arguments.of(task, List.of(written)).toString();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
    }
}
