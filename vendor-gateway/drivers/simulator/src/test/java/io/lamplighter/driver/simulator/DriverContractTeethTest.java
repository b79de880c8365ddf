package io.lamplighter.driver.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Delivery;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.Webhook;
import io.lamplighter.driver.tck.AlteredDriver;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The tests of the contract that only this driver has the capabilities for, each seen failing; the others are with Shelly. */
class DriverContractTeethTest {
    private static UnaryOperator<Driver> spoiling = UnaryOperator.identity();

    private static final Map<String, UnaryOperator<Driver>> SPOILED = Map.of(
            "checksAnAccount", Gullible::new,
            "readsManyDevicesInOneCall", Forgetful::new,
            "aBatchIsNeverLargerThanDeclared", Modest::new,
            "watchedDevicesMayChange", SetInItsWays::new,
            "tellsThePastSinceATime", Historian::new,
            "understandsWhatIsPostedAndSigned", Deaf::new,
            "refusesWhatIsNotSignedWell", Gullible::new);

    @ParameterizedTest
    @MethodSource("spoiled")
    void bites(String contractTest) {
        spoiling = SPOILED.get(contractTest);
        assertThat(failures(contractTest)).as("failures of " + contractTest).hasSize(1);

        spoiling = UnaryOperator.identity();
        assertThat(failures(contractTest))
                .as("failures without spoiling of " + contractTest)
                .isEmpty();
    }

    static Set<String> spoiled() {
        return SPOILED.keySet();
    }

    private static List<String> failures(String contractTest) {
        var summary = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(SpoiledContract.class, contractTest))
                .build();
        LauncherFactory.create().execute(request, summary);
        assertThat(summary.getSummary().getTestsStartedCount()).isEqualTo(1);
        return summary.getSummary().getFailures().stream()
                .map(failure -> failure.getException().toString())
                .toList();
    }

    static class SpoiledContract extends DriverContract {
        @Override
        protected FakeBackend startBackend() {
            return new CountedSimulation();
        }

        @Override
        protected Driver newDriver(FakeBackend at) {
            return spoiling.apply(new SimulatorDriver((CountedSimulation) at, Clock.systemUTC()));
        }
    }

    private static final class Gullible extends AlteredDriver {
        Gullible(Driver good) {
            super(good);
        }

        @Override
        public Uni<Void> check(Account account) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Delivery> receive(Account account, Webhook webhook, Watched watched) {
            return Uni.createFrom().item(new Delivery("1", Instant.now(), List.of()));
        }
    }

    private static final class Forgetful extends AlteredDriver {
        Forgetful(Driver good) {
            super(good);
        }

        @Override
        public Uni<List<Reading>> readAll(Account account, Set<VendorDevice> devices, Scope scope) {
            return good.readAll(account, devices, scope).map(all -> all.subList(1, all.size()));
        }
    }

    /** It declares less than it takes. */
    private static final class Modest extends AlteredDriver {
        Modest(Driver good) {
            super(good);
        }

        @Override
        public DriverDescription describe() {
            return good.describe().withBatch(50);
        }
    }

    private static final class SetInItsWays extends AlteredDriver {
        SetInItsWays(Driver good) {
            super(good);
        }

        @Override
        public Multi<Pushed> subscribe(Account account, Watched watched) {
            return good.subscribe(account, Watched.only(watched.devices()));
        }
    }

    private static final class Historian extends AlteredDriver {
        Historian(Driver good) {
            super(good);
        }

        @Override
        public Multi<Observation> history(VendorDevice device, Instant since) {
            return good.history(device, Instant.EPOCH);
        }
    }

    private static final class Deaf extends AlteredDriver {
        Deaf(Driver good) {
            super(good);
        }

        @Override
        public Uni<Delivery> receive(Account account, Webhook webhook, Watched watched) {
            return good.receive(account, webhook, watched).map(it -> new Delivery(it.id(), it.sentAt(), List.of()));
        }
    }
}
