package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import java.time.Clock;

class SimulatorDriverContractTest extends DriverContract {
    @Override
    protected FakeBackend startBackend() {
        return new CountedSimulation();
    }

    @Override
    protected Driver newDriver(FakeBackend at) {
        return new SimulatorDriver((CountedSimulation) at, Clock.systemUTC());
    }
}
