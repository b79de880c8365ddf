package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;

class HomieFourDriverContractTest extends DriverContract {
    @Override
    protected FakeBackend startBackend() {
        return new HomieBackend(false);
    }

    @Override
    protected Driver newDriver(FakeBackend at) {
        return new MqttDriver();
    }
}
