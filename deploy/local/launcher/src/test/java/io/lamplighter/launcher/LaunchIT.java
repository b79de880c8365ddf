package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchIT {
    @TempDir
    private Path directory;

    @Test
    void namesThePortThatIsTakenAndLeavesNothingRunning() throws Exception {
        var port = RunningSuite.freePorts();
        try (var taken = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
            var answer = up(port);

            assertThat(answer.text())
                    .contains("lamplighter: port " + taken.getLocalPort()
                            + ", which observations-service needs, is not free");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void namesTheFolderThatCannotBeWritten() throws Exception {
        Files.writeString(directory.resolve("data"), "a file where the folder should be");

        var answer = up(RunningSuite.freePorts());

        assertThat(answer.text()).contains("lamplighter: the folder " + directory.resolve("data"));
        assertThat(answer.code()).isEqualTo(1);
    }

    @Test
    void endsWhatALauncherLeftBehindThatWasEndedByForceAndGoesOnWithItsData() throws Exception {
        var data = directory.resolve("data");
        var port = RunningSuite.freePorts();
        var first = RunningSuite.start(data, port);
        var before = first.all("/api/devices").stream()
                .map(device -> device.path("id"))
                .toList();
        var launcher = first.process("launcher and edge").alive().orElseThrow();
        var left = first.process("devices-service").alive().orElseThrow();
        launcher.destroyForcibly();
        assertThat(launcher.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(left.isAlive()).isTrue();

        var second = RunningSuite.start(data, port);
        try {
            assertThat(left.isAlive()).isFalse();
            assertThat(second.all("/api/devices").stream().map(device -> device.path("id")))
                    .containsExactlyElementsOf(before);
        } finally {
            second.stop();
        }
        assertThat(directory.resolve("data/state.json")).doesNotExist();
        assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
    }

    private RunningSuite.Answer up(int port) throws Exception {
        var output = directory.resolve("up.txt");
        var process = RunningSuite.up(directory.resolve("data"), port, output);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new RunningSuite.Answer(process.exitValue(), Files.readString(output));
    }
}
