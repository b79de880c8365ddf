package io.lamplighter.driver.wot;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class WotDriverContractTest extends DriverContract {
    private static Vertx vertx;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        Servient.await(vertx.close());
    }

    @Override
    protected FakeBackend startBackend() {
        return new Servient(vertx);
    }

    @Override
    protected Driver newDriver(FakeBackend at) {
        return new WotDriver(vertx);
    }
}
