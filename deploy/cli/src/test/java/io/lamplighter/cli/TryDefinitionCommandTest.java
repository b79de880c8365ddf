package io.lamplighter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryDefinitionCommandTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private HttpServer plug;

    @BeforeEach
    void startPlug() {
        plug = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode("Bearer tulip".equals(request.getHeader("Authorization")) ? 200 : 401)
                        .end("{\"relay\":\"on\",\"watts\":12.5,\"at\":\"2026-11-21T02:30:00Z\"}"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stopPlug() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void showsWhatTheGatewayWouldObserve() throws IOException {
        var ran = tried(definition("units: W"), "--secret=token=tulip");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .containsPattern("NAME +VALUE +UNITS +VALID AT")
                .containsPattern("on +true +-")
                .containsPattern("power +12.5 +W");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void printsJsonForPrograms() throws IOException {
        var ran = tried(definition("units: W"), "--secret=token=tulip", "--output=json");

        assertThat(ran.out())
                .contains("\"name\" : \"power\"", "\"value\" : 12.5", "\"units\" : \"W\"")
                .contains("\"value\" : true", "\"validAt\" : \"2026-11-21T02:30:00Z\"");
    }

    @Test
    void tellsEveryMistakeWithItsPlace() throws IOException {
        var file = definition("unit: W");

        var ran = tried(file);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err().lines())
                .containsExactly(
                        file + ":10:9: needs the key units", file + ":10:23: unknown key unit; did you mean units?");
    }

    @Test
    void tellsWhyNothingIsObserved() throws IOException {
        var file = definition("units: W");

        assertThat(tried(file).err()).contains("the account trial has no secret token");
        assertThat(tried(file, "--secret=token=rose"))
                .satisfies(ran -> assertThat(ran.err()).contains("refuses the credentials"))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(1));
        assertThat(Terminal.run(NOBODY, "driver", "try", file.toString()).err()).contains("vendorIds.host is missing");
        assertThat(Terminal.run(NOBODY, "driver", "try", file.toString(), "--id=host=127.0.0.1:1", "--secret=token=x")
                        .exitCode())
                .isEqualTo(3);
        assertThat(tried(folder.resolve("nothing.yaml")).exitCode()).isEqualTo(2);
        assertThat(tried(file, "--secret=token=env:NO_SUCH_VARIABLE").exitCode())
                .isEqualTo(2);
    }

    private Terminal tried(Path file, String... options) {
        var command = new String[options.length + 4];
        command[0] = "driver";
        command[1] = "try";
        command[2] = file.toString();
        command[3] = "--id=host=127.0.0.1:" + plug.actualPort();
        System.arraycopy(options, 0, command, 4, options.length);
        return Terminal.run(NOBODY, command);
    }

    private Path definition(String units) throws IOException {
        return Files.writeString(folder.resolve("plug.yaml"), """
                definition: plug
                variables: [host]
                base: http://{host}
                authentication: {type: bearer, secret: token}
                read:
                  - url: /state
                    validAt: {at: /at}
                    values:
                      - {name: on, type: boolean, at: /relay, map: {on: true, off: false}}
                      - {name: power, %s, at: /watts}
                """.formatted(units));
    }
}
