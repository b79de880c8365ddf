package io.lamplighter.driver.hue;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HueDriverContractTest extends DriverContract {
    private static Vertx vertx;

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
        return new FakeBridge();
    }

    @Override
    protected Driver newDriver(FakeBackend at) {
        return new HueDriver(vertx);
    }
}
