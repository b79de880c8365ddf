package io.lamplighter.driver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.http.definitions.DefinitionReader;
import io.lamplighter.driver.http.definitions.MistakenDefinitionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What docs/definitions.md and docs/examples show can be used as it stands. */
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MISTAKEN =
            Pattern.compile("```yaml mistaken\n(.*?)```\n+```text\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyExampleOfThePageLoads() throws IOException {
        var blocks =
                BLOCK.matcher(page()).results().map(found -> found.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        return blocks.stream()
                .map(yaml -> DynamicTest.dynamicTest(yaml.lines().findFirst().orElse(""), () -> {
                    var definition = DefinitionReader.read(whole(yaml).getBytes(StandardCharsets.UTF_8));
                    assertThat(definition.reads()).isNotEmpty();
                }));
    }

    @Test
    void mistakesAreToldAsThePageSays() throws IOException {
        var found = MISTAKEN.matcher(page());
        assertThat(found.find()).isTrue();

        var mistakes = Assertions.catchThrowableOfType(
                        MistakenDefinitionException.class,
                        () -> DefinitionReader.read(found.group(1).getBytes(StandardCharsets.UTF_8)))
                .mistakes();

        assertThat(mistakes.stream()
                        .map(mistake -> "acme.yaml:" + mistake + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(found.group(2));
    }

    @TestFactory
    Stream<DynamicTest> everyShippedDefinitionLoadsUnderItsName() throws IOException {
        try (var files = Files.list(Examples.docs().resolve("examples"))) {
            var names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names.stream()
                    .map(name -> DynamicTest.dynamicTest(
                            name,
                            () -> assertThat(Examples.definition(name).name()).isEqualTo(name)));
        }
    }

    /** A part of a definition, with what is needed around it. */
    private static String whole(String yaml) {
        return yaml.startsWith("definition:") ? yaml : """
                definition: example
                variables: [host, device]
                base: http://{host}
                """ + yaml + (yaml.contains("read:") ? "" : """
                read:
                  - url: /state
                    values:
                      - {name: "on", type: boolean, at: /on}
                      - {name: brightness, units: "%", at: /brightness}
                """);
    }

    private static String page() throws IOException {
        return Files.readString(Examples.docs().resolve("definitions.md"));
    }
}
