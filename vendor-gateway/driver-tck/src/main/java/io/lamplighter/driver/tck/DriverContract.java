package io.lamplighter.driver.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every driver does, whatever its vendor. Extend it, and say which driver and which backend.
 *
 * <p>It is long because it is a list: every test stands for itself.
 */
public abstract class DriverContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MANY = 1000;

    private FakeBackend backend;
    private Driver driver;

    /** Starts a new backend. */
    protected abstract FakeBackend startBackend();

    /** Makes a new driver, as the gateway would. */
    protected abstract Driver newDriver(FakeBackend at);

    @BeforeEach
    void startBackendAndDriver() {
        backend = startBackend();
        driver = newDriver(backend);
    }

    @AfterEach
    void closeDriverAndBackend() {
        driver.close();
        backend.close();
    }

    @Test
    void describesItselfAlwaysTheSame() {
        var description = driver.describe();

        assertThat(driver.describe()).isEqualTo(description);
        assertThat(description.vendor()).matches("[a-z][a-z0-9-]*");
        assertThat(description.title()).isNotBlank();
        assertThat(description.vendorIds()).isNotEmpty();
        assertThat(description.vendorIds()).noneMatch(description.optionalVendorIds()::contains);
        assertThat(backend.device(0).vendorIds())
                .containsKeys(description.vendorIds().toArray(String[]::new));
    }

    @Test
    void readsWhatTheBackendHolds() {
        assumeReads();
        var device = backend.device(0);

        var observations = read(device, Scope.ALL);

        assertAgrees(observations, backend.truth(device));
    }

    @Test
    void readsOnlyWhatWasAskedFor() {
        assumeReads();
        var device = backend.device(0);

        assertThat(read(device, Scope.STATUSES)).isNotEmpty().allMatch(Observation.Status.class::isInstance);
        assertThat(read(device, Scope.ATTRIBUTES)).isNotEmpty().allMatch(Observation.Attribute.class::isInstance);
    }

    @Test
    void namesUnitsAndTimesAreAsPromised() {
        assumeReads();
        var before = Instant.now();

        var observations = read(backend.device(0), Scope.ALL);

        assertThat(observations).extracting(Observation::name).doesNotHaveDuplicates();
        for (var observation : observations) {
            assertThat(observation.name()).matches("[a-z][a-z0-9_]*");
            assertThat(observation.validAt()).isCloseTo(before, within(1, ChronoUnit.MINUTES));
            if (observation instanceof Observation.Attribute attribute) {
                assertThat(attribute.units()).matches("[!-~]{1,10}").doesNotContain("°", "²");
            }
        }
    }

    @Test
    void seesWhatWasChangedBehindItsBack() {
        assumeCan(Capability.SET_STATUSES);
        var trial = backend.statusTrial();

        for (var setting : List.of(trial.one(), trial.other(), trial.one())) {
            backend.change(trial.device(), setting);
            assertThat(value(read(trial.device(), Scope.ALL), setting.name())).isEqualTo(setting.value());
        }
    }

    @Test
    void setsAStatusAndReadsItBack() {
        assumeCan(Capability.SET_STATUSES);
        setsAndReadsBack(backend.statusTrial());
    }

    @Test
    void setsAnAttributeAndReadsItBack() {
        assumeCan(Capability.SET_ATTRIBUTES);
        setsAndReadsBack(backend.attributeTrial());
    }

    @Test
    void settingTwiceIsHarmless() {
        assumeCan(Capability.SET_STATUSES);
        var trial = backend.statusTrial();

        var first = set(trial.device(), trial.one());
        var second = set(trial.device(), trial.one());

        assertThat(second).extracting(Observation::name).containsExactlyElementsOf(names(first));
        assertThat(backend.truth(trial.device()))
                .containsEntry(trial.one().name(), trial.one().value());
    }

    @Test
    void nothingHappensBeforeSubscription() {
        assumeReads();
        var device = backend.device(0);
        var before = backend.calls(device);

        var reading = driver.read(device, Scope.ALL);
        var setting = driver.set(device, new Setting("on", true));
        var discovery = driver.discover("default", "nowhere");

        assertThat(reading).isNotNull();
        assertThat(setting).isNotNull();
        assertThat(discovery).isNotNull();
        assertThat(backend.calls(device)).isEqualTo(before);
    }

    @Test
    void eachSubscriptionIsOneAttempt() {
        assumeReads();
        var device = backend.device(0);
        var reading = driver.read(device, Scope.ALL);
        var before = backend.calls(device);

        var first = await(reading);
        var callsOfOne = backend.calls(device) - before;
        var second = await(reading);

        assertThat(names(second)).isEqualTo(names(first));
        assertThat(backend.calls(device) - before).isEqualTo(2 * callsOfOne).isPositive();
    }

    @Test
    void aFailedReadIsNotTriedAgain() {
        assumeReads();
        assumeFault(Fault.RATE_LIMITED);
        var device = backend.device(0);
        backend.inflict(Optional.of(Fault.RATE_LIMITED));
        var before = backend.calls(device);

        assertUnreachable(driver.read(device, Scope.ALL));

        assertThat(backend.calls(device) - before).isEqualTo(1);
    }

    @Test
    void rejectsADeviceWithoutItsVendorIds() {
        var nameless = new VendorDevice("default", Map.of());

        assertThat(failure(driver.read(nameless, Scope.ALL))).isInstanceOf(DriverException.Rejected.class);
        assertThat(failure(driver.set(nameless, new Setting("on", true))))
                .isInstanceOfAny(DriverException.Rejected.class, DriverException.Unsupported.class);
    }

    @Test
    void rejectsADeviceThatTheVendorDoesNotKnow() {
        assertThat(failure(driver.read(backend.unknownDevice(), Scope.ALL)))
                .isInstanceOfAny(DriverException.Rejected.class, DriverException.Unreachable.class);
    }

    @Test
    void refusesSettingsThatItDoesNotKnow() {
        assertThat(failure(driver.set(backend.device(0), new Setting("no_such_setting", true))))
                .isInstanceOf(DriverException.Unsupported.class);
    }

    @Test
    void rejectsValuesOfTheWrongType() {
        assumeCan(Capability.SET_STATUSES);
        var trial = backend.statusTrial();
        backend.change(trial.device(), trial.one());

        for (var wrong : List.of("sideways", 7.5, Double.NaN)) {
            assertThat(failure(
                            driver.set(trial.device(), new Setting(trial.one().name(), wrong))))
                    .isInstanceOf(DriverException.Rejected.class);
        }
        assertThat(backend.truth(trial.device()))
                .containsEntry(trial.one().name(), trial.one().value());
    }

    @Test
    void refusesWhatItDoesNotDeclare() {
        for (var gap : Capability.values()) {
            if (!driver.describe().can(gap)) {
                assertRefuses(gap);
            }
        }
    }

    @Test
    void isUnreachableWhileCutOffAndRecoversByItself() {
        assumeReads();
        assumeFault(Fault.CUT_OFF);
        var device = backend.device(0);
        var before = names(read(device, Scope.ALL));

        backend.inflict(Optional.of(Fault.CUT_OFF));
        for (var i = 0; i < 20; i++) {
            assertUnreachable(driver.read(device, Scope.ALL));
        }
        backend.inflict(Optional.empty());

        assertThat(names(read(device, Scope.ALL))).isEqualTo(before);
    }

    @Test
    void saysWhenItIsAskedTooOften() {
        assumeReads();
        assumeFault(Fault.RATE_LIMITED);
        backend.inflict(Optional.of(Fault.RATE_LIMITED));

        var failure = failure(driver.read(backend.device(0), Scope.ALL));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        DriverException.Unreachable.class,
                        unreachable -> assertThat(unreachable.retryAfter()).isPresent());
    }

    /** More slow calls than any pool of connections: if a cancelled one held something, the last read would wait. */
    @Test
    void cancelledCallsHoldNothing() {
        assumeReads();
        assumeFault(Fault.SLOW);
        backend.inflict(Optional.of(Fault.SLOW));
        var slow = new ArrayList<UniAssertSubscriber<List<Observation>>>();
        for (var number = 0; number < 300; number++) {
            slow.add(driver.read(backend.device(number), Scope.ALL)
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create()));
        }

        awaitArrivals(slow.size());

        slow.forEach(UniAssertSubscriber::cancel);
        backend.inflict(Optional.empty());

        assertThat(read(backend.device(0), Scope.ALL)).isNotEmpty();
        slow.forEach(UniAssertSubscriber::assertNotTerminated);
    }

    @Test
    void rubbishIsAProtocolViolation() {
        assumeReads();
        assumeFault(Fault.RUDE);
        var device = backend.device(0);
        backend.inflict(Optional.of(Fault.RUDE));

        for (var i = 0; i < 20; i++) {
            assertThat(failure(driver.read(device, Scope.ALL))).isInstanceOf(DriverException.ProtocolViolation.class);
        }

        backend.inflict(Optional.empty());
        assertThat(read(device, Scope.ALL)).isNotEmpty();
    }

    @Test
    void readsAThousandDevicesAtOnce() {
        assumeReads();
        var reads = IntStream.range(0, MANY)
                .mapToObj(number -> driver.read(backend.device(number), Scope.ALL))
                .toList();

        var all = Uni.join().all(reads).andCollectFailures().await().atMost(PATIENCE.multipliedBy(3));

        assertThat(all)
                .hasSize(MANY)
                .allSatisfy(observations -> assertThat(observations).isNotEmpty());
    }

    @Test
    void findsItsDevices() {
        assumeCan(Capability.DISCOVER);

        var found = driver.discover("default", backend.discoverableAt())
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(found).isNotEmpty().allSatisfy(device -> {
            assertThat(device.name()).isNotBlank();
            assertThat(device.type()).matches("[a-z][a-z0-9_]*");
            assertThat(read(new VendorDevice("default", device.vendorIds()), Scope.ALL))
                    .isNotEmpty();
        });
    }

    @Test
    void everythingIsUnreachableAfterClose() {
        assumeReads();
        var device = backend.device(0);
        assertThat(read(device, Scope.ALL)).isNotEmpty();

        driver.close();
        driver.close();

        assertUnreachable(driver.read(device, Scope.ALL));
        if (driver.describe().can(Capability.SET_STATUSES)) {
            var trial = backend.statusTrial();
            assertUnreachable(driver.set(trial.device(), trial.one()));
        }
    }

    @Test
    void everyRuleOfQualityIsAnswered() {
        assertThat(QualityAnswers.of(driver.getClass())
                        .mistakes(driver.describe().vendor()))
                .isEmpty();
    }

    /** Waits until no more calls arrive: a pool of connections may hold some back. */
    private void awaitArrivals(int devices) {
        var seen = new AtomicLong();
        Awaitility.await().pollInterval(Duration.ofMillis(250)).atMost(PATIENCE).until(() -> {
            var arrived = IntStream.range(0, devices)
                    .mapToLong(number -> backend.calls(backend.device(number)))
                    .sum();
            return seen.getAndSet(arrived) == arrived && arrived > 0;
        });
    }

    private void setsAndReadsBack(Trial trial) {
        for (var setting : List.of(trial.one(), trial.other(), trial.one())) {
            var readBack = set(trial.device(), setting);

            assertThat(backend.truth(trial.device())).containsEntry(setting.name(), setting.value());
            if (driver.describe().can(Capability.READ_BACK)) {
                assertThat(value(readBack, setting.name())).isEqualTo(setting.value());
            } else {
                assertThat(readBack).isEmpty();
            }
        }
    }

    private void assertRefuses(Capability gap) {
        var device = backend.device(0);
        switch (gap) {
            case READ_STATUSES -> assertUnsupported(driver.read(device, Scope.STATUSES));
            case READ_ATTRIBUTES -> assertUnsupported(driver.read(device, Scope.ATTRIBUTES));
            case SET_STATUSES -> assertUnsupported(driver.set(device, new Setting("on", true)));
            case SET_ATTRIBUTES -> assertUnsupported(driver.set(device, new Setting("brightness", 50.0)));
            case READ_BACK -> {
                // Tried where something is set: the answer must be empty.
            }
            case DISCOVER ->
                assertUnsupported(
                        driver.discover("default", "anywhere").collect().asList());
        }
    }

    private static void assertAgrees(List<Observation> observations, Map<String, Object> truth) {
        assertThat(truth).isNotEmpty();
        truth.forEach((name, expected) -> {
            var actual = value(observations, name);
            if (expected instanceof Double number) {
                assertThat((Double) actual).as(name).isCloseTo(number, withinPercentage(5));
            } else {
                assertThat(actual).as(name).isEqualTo(expected);
            }
        });
    }

    private static void assertUnsupported(Uni<?> call) {
        assertThat(failure(call)).isInstanceOf(DriverException.Unsupported.class);
    }

    private static void assertUnreachable(Uni<?> call) {
        assertThat(failure(call)).isInstanceOf(DriverException.Unreachable.class);
    }

    private static Throwable failure(Uni<?> call) {
        var failure = call.map(answer -> (Throwable) new AssertionError("it answered " + answer))
                .onFailure()
                .recoverWithItem(thrown -> thrown)
                .await()
                .atMost(PATIENCE);
        assertThat(failure).isInstanceOf(DriverException.class);
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("Exception", "java.");
        return failure;
    }

    private List<Observation> read(VendorDevice device, Scope scope) {
        return await(driver.read(device, scope));
    }

    private List<Observation> set(VendorDevice device, Setting setting) {
        return await(driver.set(device, setting));
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    private static List<String> names(List<Observation> observations) {
        return observations.stream().map(Observation::name).toList();
    }

    private static Object value(List<Observation> observations, String name) {
        return observations.stream()
                .filter(observation -> observation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + names(observations)))
                .value();
    }

    private void assumeReads() {
        assumeCan(Capability.READ_STATUSES);
        assumeCan(Capability.READ_ATTRIBUTES);
    }

    private void assumeCan(Capability capability) {
        assumeTrue(driver.describe().can(capability), () -> "the driver does not declare " + capability);
    }

    private void assumeFault(Fault fault) {
        assumeTrue(backend.faults().contains(fault), () -> "the backend cannot be " + fault);
    }
}
