package io.lamplighter.driver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionFolderTest {
    @TempDir
    private Path folder;

    @Test
    void filesThatChangeAreTakenUp() throws IOException {
        var definitions = watched();
        assertMissing(definitions, "meter");

        write("meter.yaml", "meter", "A meter");
        assertThat(definitions.find("meter").title()).isEqualTo("A meter");

        write("meter.yaml", "meter", "Another meter");
        assertThat(definitions.find("meter").title()).isEqualTo("Another meter");

        Files.delete(folder.resolve("meter.yaml"));
        assertMissing(definitions, "meter");
    }

    @Test
    void aBadFileTakesNoOtherAway() throws IOException {
        write("a-good.yaml", "good", "Good");
        Files.writeString(folder.resolve("b-bad.yaml"), "definition: bad\nread: [");
        Files.writeString(folder.resolve("c-worse.yaml"), "\u0000");
        Files.createDirectory(folder.resolve("d-folder.yaml"));
        Files.writeString(folder.resolve("e-notes.txt"), "definition: notes");

        var definitions = watched();

        assertThat(definitions.find("good").title()).isEqualTo("Good");
        assertMissing(definitions, "bad");
        assertMissing(definitions, "notes");
    }

    @Test
    void aGoodFileThatTurnsBadStaysAsItWas() throws IOException {
        write("meter.yaml", "meter", "A meter");
        var definitions = watched();

        Files.writeString(folder.resolve("meter.yaml"), "definition: meter\n");
        assertThat(definitions.find("meter").title()).isEqualTo("A meter");

        write("meter.yaml", "meter", "Repaired");
        assertThat(definitions.find("meter").title()).isEqualTo("Repaired");
    }

    @Test
    void theFirstOfTwoOfTheSameNameCounts() throws IOException {
        write("2.yaml", "meter", "Second");
        write("1.yaml", "meter", "First");

        assertThat(watched().find("meter").title()).isEqualTo("First");
    }

    @Test
    void aFolderThatGoesAwayTakesNothingAway() throws IOException {
        write("meter.yaml", "meter", "A meter");
        var definitions = watched();

        Files.move(folder, folder.resolveSibling("elsewhere"));

        assertThat(definitions.find("meter").title()).isEqualTo("A meter");
        Files.move(folder.resolveSibling("elsewhere"), folder);
    }

    @Test
    void withoutAFolderThereAreNone() {
        assertMissing(new DefinitionFolder(Optional.empty(), Duration.ZERO), "meter");
        assertMissing(new DefinitionFolder(Optional.of(folder.resolve("nowhere")), Duration.ZERO), "meter");
    }

    @Test
    void itIsNotLookedAtAllTheTime() throws IOException {
        var definitions = new DefinitionFolder(Optional.of(folder), Duration.ofHours(1));

        write("meter.yaml", "meter", "A meter");

        assertMissing(definitions, "meter");
    }

    private DefinitionFolder watched() {
        return new DefinitionFolder(Optional.of(folder), Duration.ZERO);
    }

    private static void assertMissing(DefinitionFolder definitions, String name) {
        assertThatThrownBy(() -> definitions.find(name))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageContaining("there is no usable definition " + name);
    }

    private void write(String file, String name, String title) throws IOException {
        Files.writeString(folder.resolve(file), """
                definition: %s
                title: %s
                read:
                  - {url: http://h/x, values: [{name: power, units: W, at: /power}]}
                """.formatted(name, title));
    }
}
