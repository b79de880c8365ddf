package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path folder;

    /** Each service ends by itself once both were asked to, Kafka once both are gone, and PostgreSQL once Kafka is. */
    @Test
    void servicesAreEndedSideBySideAndWhatTheyNeedAfterThem() throws Exception {
        var postgres = process("postgres", "[ -e kafka.gone ]");
        var kafka = process("kafka", "[ -e one.gone -a -e other.gone ]");
        var one = process("one", "until [ -e other.asked ]; do sleep 0.1; done");
        var other = process("other", "until [ -e one.asked ]; do sleep 0.1; done");
        var layout = Layout.of(folder.resolve("data"));
        Files.createDirectories(layout.data());
        new State(
                        "http://127.0.0.1:1",
                        List.of(
                                remembered(PostgresPart.NAME, postgres),
                                remembered(KafkaPart.NAME, kafka),
                                remembered("devices-service", one),
                                remembered("observations-service", other)))
                .write(layout.state());

        Leftovers.end(layout);

        assertThat(List.of(one, other, kafka, postgres))
                .allSatisfy(each -> assertThat(each.waitFor()).isZero());
    }

    private static State.Remembered remembered(String name, Process process) {
        return State.Remembered.of(name, "", process.toHandle(), 0);
    }

    private Process process(String name, String condition) throws IOException {
        var script =
                "trap 'touch %1$s.asked; %2$s; end=$?; touch %1$s.gone; exit $end' TERM; touch %1$s.ready; while :; do sleep 0.1; done"
                        .formatted(name, condition);
        var process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve(name + ".ready")));
        return process;
    }
}
