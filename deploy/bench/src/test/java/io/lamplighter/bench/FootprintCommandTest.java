package io.lamplighter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintCommandTest {
    @TempDir
    private Path data;

    @Test
    void readsTheProcessesOfTheLauncher() throws IOException {
        Files.writeString(data.resolve("state.json"), """
                {"url":"http://127.0.0.1:8080","processes":[
                 {"name":"devices-service","address":"http://127.0.0.1:8081","pid":%d,"startedAt":1,"startMillis":2500}]}""".formatted(
                        ProcessHandle.current().pid()));

        assertThat(footprint("--data=" + data)).containsPattern("devices-service +\\d{2,} MiB +\\d{2,} MiB +2.5 s");
    }

    @Test
    void takesProcessesByTheirId() {
        assertThat(footprint("--pid=me=" + ProcessHandle.current().pid()))
                .containsPattern("me +\\d{2,} MiB +\\d{2,} MiB +-");
    }

    @Test
    void tellsThatNothingRuns() {
        var err = new StringWriter();

        var exitCode = Bench.commandLine().setErr(new PrintWriter(err)).execute("footprint", "--data=" + data);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("Nothing runs in " + data);
    }

    private static String footprint(String option) {
        var out = new StringWriter();
        assertThat(Bench.commandLine().setOut(new PrintWriter(out)).execute("footprint", option))
                .isZero();
        return out.toString();
    }
}
