package io.lamplighter.driver.http;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.http.definitions.DefinitionReader;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The whole contract, with devices that answer in one form. */
abstract class DefinedDriverContract extends DriverContract {
    private static Vertx vertx;

    private final Form form;

    DefinedDriverContract(Form form) {
        this.form = form;
    }

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    protected FakeBackend startBackend() {
        return new DefinedDevices(form);
    }

    @Override
    protected Driver newDriver(FakeBackend at) {
        var definition = DefinitionReader.read(
                resource("contract-%s.yaml".formatted(form.name().toLowerCase(Locale.ROOT))));
        return new HttpDriver(vertx, name -> definition, Clock.systemUTC());
    }

    static byte[] resource(String name) {
        try (var file = DefinedDriverContract.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
