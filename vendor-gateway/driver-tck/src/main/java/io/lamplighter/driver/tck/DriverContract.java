package io.lamplighter.driver.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Reach;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.Webhook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private static final int AT_ONCE = 200;
    private static final int HELD = 20;

    private FakeBackend backend;
    private Driver driver;
    private final List<AssertSubscriber<Pushed>> subscribed = new ArrayList<>();

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
        subscribed.forEach(AssertSubscriber::cancel);
        subscribed.clear();
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
        var discovery = driver.discover(backend.account(), "nowhere");
        var subscription = driver.subscribe(backend.account(), Watched.only(Set.of(device)));

        assertThat(reading).isNotNull();
        assertThat(subscription).isNotNull();
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

        assertThat(failure(driver.read(device, Scope.ALL))).isInstanceOf(DriverException.RateLimited.class);

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
                        DriverException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter())
                                .isPresent()
                                .isEqualTo(backend.retryAfter().or(limited::retryAfter)));
    }

    @Test
    void aFailedSetIsNotTriedAgain() {
        assumeCan(Capability.SET_STATUSES);
        assumeFault(Fault.RATE_LIMITED);
        var trial = backend.statusTrial();
        backend.inflict(Optional.of(Fault.RATE_LIMITED));
        var before = backend.calls(trial.device());

        assertThat(failure(driver.set(trial.device(), trial.one()))).isInstanceOf(DriverException.RateLimited.class);

        assertThat(backend.calls(trial.device()) - before).isEqualTo(1);
    }

    /** Reads and sets go on over new connections; what fails while the vendor is away is unreachable and nothing else. */
    @Test
    void comesBackAfterARestart() {
        assumeReads();
        assumeFault(Fault.CUT_OFF);
        var device = backend.device(0);
        var before = names(read(device, Scope.ALL));

        for (var restart = 0; restart < 3; restart++) {
            backend.restart();

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(PATIENCE)
                    .until(() -> isReadAgain(device));
            assertThat(names(read(device, Scope.ALL))).isEqualTo(before);
        }
        if (driver.describe().can(Capability.SET_STATUSES)) {
            setsAndReadsBack(backend.statusTrial());
        }
    }

    /** A device that believes to be in the future, or in the past, is read and told like any other, and never of the future. */
    @Test
    void aClockThatIsWrongDoesNotMatter() {
        assumeReads();
        for (var by : List.of(Duration.ofDays(1), Duration.ofDays(-1), Duration.ofDays(-20_000))) {
            assumeTrue(backend.travel(by), "the vendor tells no times");
            assertNotOfTheFuture(read(backend.device(0), Scope.ALL));
            if (driver.describe().can(Capability.PUSH)) {
                assertNotOfTheFuture(told(backend.statusTrial()));
            }
        }
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

    /** Whoever reads back must not believe a vendor that answers rubbish: what was set is not known. */
    @Test
    void rubbishInAnswerToASetIsNoSuccess() {
        assumeCan(Capability.SET_STATUSES);
        assumeCan(Capability.READ_BACK);
        assumeFault(Fault.RUDE);
        var trial = backend.statusTrial();
        backend.inflict(Optional.of(Fault.RUDE));

        for (var i = 0; i < 6; i++) {
            assertThat(failure(driver.set(trial.device(), trial.one())))
                    .isInstanceOfAny(DriverException.ProtocolViolation.class, DriverException.Unreachable.class);
        }

        backend.inflict(Optional.empty());
        setsAndReadsBack(trial);
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
    void readsEveryDeviceOfALargeAccount() {
        assumeReads();

        var read = Multi.createFrom()
                .range(0, backend.devices())
                .onItem()
                .transformToUni(number -> driver.read(backend.device(number), Scope.ALL))
                .merge(AT_ONCE)
                .filter(observations -> !observations.isEmpty())
                .collect()
                .with(Collectors.counting());

        assertThat(read.await().atMost(PATIENCE.multipliedBy(6))).isEqualTo(backend.devices());
    }

    @Test
    void findsItsDevices() {
        assumeCan(Capability.DISCOVER);

        var found = driver.discover(backend.account(), backend.discoverableAt())
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(found).isNotEmpty().allSatisfy(device -> {
            assertThat(device.name()).isNotBlank();
            assertThat(device.type()).matches("[a-z][a-z0-9_]*");
            assertThat(read(new VendorDevice(backend.account(), device.vendorIds()), Scope.ALL))
                    .isNotEmpty();
        });
    }

    @Test
    void checksAnAccount() {
        assumeCan(Capability.CHECK_ACCOUNT);

        var good = driver.check(backend.account()).map(done -> true).await().atMost(PATIENCE);
        var failure = failure(driver.check(backend.wrongAccount()));

        assertThat(good).isTrue();
        assertThat(failure).isInstanceOf(DriverException.AuthenticationFailed.class);
        for (var secret : driver.describe().secrets()) {
            backend.wrongAccount()
                    .secrets()
                    .find(secret)
                    .ifPresent(value -> assertThat(failure.getMessage()).doesNotContain(value));
        }
    }

    @Test
    void readsManyDevicesInOneCall() {
        assumeCan(Capability.BATCH_READ);
        var devices = batch(Math.min(MANY, driver.describe().batch()) - 1);
        devices.add(backend.unknownDevice());

        var readings = await(driver.readAll(backend.account(), devices, Scope.ALL));

        assertThat(readings).hasSameSizeAs(devices);
        assertThat(readings.stream().map(Reading::device).collect(Collectors.toSet()))
                .isEqualTo(devices);
        for (var reading : readings) {
            assertThat(reading.failure().isPresent())
                    .as("%s", reading.device())
                    .isEqualTo(reading.device().equals(backend.unknownDevice()));
            assertThat(reading.observations().isEmpty())
                    .isEqualTo(reading.failure().isPresent());
        }
        var device = backend.device(0);
        assertThat(names(readings.stream()
                        .filter(reading -> reading.device().equals(device))
                        .findFirst()
                        .orElseThrow()
                        .observations()))
                .isEqualTo(names(read(device, Scope.ALL)));
    }

    /** A vendor that is asked for more than it takes leaves out some, or refuses all. */
    @Test
    void aBatchIsNeverLargerThanDeclared() {
        assumeCan(Capability.BATCH_READ);
        var most = driver.describe().batch();
        assumeTrue(most < backend.devices(), "a batch may name every device that the backend has");
        var calls = new AtomicLong();

        var tooMany = driver.readAll(backend.account().countedBy(calls::incrementAndGet), batch(most + 1), Scope.ALL);

        assertThat(failure(tooMany)).isInstanceOf(DriverException.Rejected.class);
        assertThat(calls).as("calls to the vendor").hasValue(0);
    }

    /** One call is paid for a read, and two for a set that is read back: only of more, whoever pays must be told. */
    @Test
    void tellsOfEachCallThatNobodyHasPaidFor() {
        assumeReads();
        assumeTrue(backend.countsCalls(), "nobody counts");
        var device = backend.device(0);

        tellsOfMoreThan(1, device, its -> driver.read(its, Scope.ALL));
        if (driver.describe().can(Capability.SET_STATUSES)) {
            var trial = backend.statusTrial();
            var paid = driver.describe().can(Capability.READ_BACK) ? 2 : 1;
            tellsOfMoreThan(paid, trial.device(), its -> driver.set(its, trial.one()));
        }
    }

    @Test
    void tellsWhatHappens() {
        assumeCan(Capability.PUSH);
        var trial = backend.statusTrial();
        backend.change(trial.device(), trial.other());
        var told = subscribed(Watched.only(Set.of(trial.device())));
        awaitTold(told, Pushed.Opened.class, 1);
        var before = Instant.now();

        backend.change(trial.device(), trial.one());

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(observed(told, trial.device()))
                        .anyMatch(observation -> observation
                                        .name()
                                        .equals(trial.one().name())
                                && observation.value().equals(trial.one().value())));
        assertThat(told.getItems().getFirst()).isInstanceOf(Pushed.Opened.class);
        assertThat(told.getItems()).filteredOn(Pushed.Opened.class::isInstance).hasSize(1);
        assertThat(observed(told, trial.device())).allSatisfy(observation -> {
            assertThat(observation.name()).matches("[a-z][a-z0-9_]*");
            assertThat(observation.validAt()).isCloseTo(before, within(1, ChronoUnit.MINUTES));
        });
    }

    @Test
    void tellsNothingOfDevicesThatAreNotWatched() {
        assumeCan(Capability.PUSH);
        var trial = backend.statusTrial();
        var other = backend.device(1);
        assertThat(other).isNotEqualTo(trial.device());
        var ofOther = subscribed(Watched.only(Set.of(other)));
        var ofTrial = subscribed(Watched.only(Set.of(trial.device())));
        awaitTold(ofOther, Pushed.Opened.class, 1);
        awaitTold(ofTrial, Pushed.Opened.class, 1);

        for (var setting : List.of(trial.other(), trial.one(), trial.other())) {
            backend.change(trial.device(), setting);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    value(observed(ofTrial, trial.device()).reversed(), setting.name()))
                            .isEqualTo(setting.value()));
        }

        assertThat(List.copyOf(ofOther.getItems()))
                .filteredOn(Pushed.Observed.class::isInstance)
                .allMatch(item -> ((Pushed.Observed) item).device().equals(other));
    }

    @Test
    void aSubscriptionThatBreaksFails() {
        assumeCan(Capability.PUSH);
        assumeFault(Fault.CUT_OFF);
        var told = subscribed(Watched.only(Set.of(backend.device(0))));
        awaitTold(told, Pushed.Opened.class, 1);

        backend.inflict(Optional.of(Fault.CUT_OFF));

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(DriverException.Unreachable.class);
        backend.inflict(Optional.empty());
        Awaitility.await().atMost(PATIENCE).until(() -> opens(Watched.only(Set.of(backend.device(0)))));
    }

    /** One that fails is begun again by the gateway: a connection of before may just be ending. */
    private boolean opens(Watched watched) {
        var told = subscribed(watched);
        Awaitility.await().atMost(PATIENCE).until(() -> told.getFailure() != null || isOpen(told));
        return told.getFailure() == null;
    }

    private static boolean isOpen(AssertSubscriber<Pushed> told) {
        return List.copyOf(told.getItems()).stream().anyMatch(Pushed.Opened.class::isInstance);
    }

    @Test
    void nobodyToSubscribeToIsUnreachable() {
        assumeCan(Capability.PUSH);
        assumeFault(Fault.CUT_OFF);
        backend.inflict(Optional.of(Fault.CUT_OFF));

        var told = subscribed(Watched.only(Set.of(backend.device(0))));

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(DriverException.Unreachable.class);
        assertThat(told.getItems()).isEmpty();
    }

    @Test
    void subscriptionsThatEndHoldNothing() {
        assumeCan(Capability.PUSH);
        var subscriptions = IntStream.range(0, 200)
                .mapToObj(number -> subscribed(Watched.only(Set.of(backend.device(number)))))
                .toList();
        subscriptions.forEach(told -> awaitTold(told, Pushed.Opened.class, 1));
        assertThat(backend.subscriptions()).isEqualTo(subscriptions.size());

        subscriptions.subList(0, 100).forEach(AssertSubscriber::cancel);
        Awaitility.await().atMost(PATIENCE).until(() -> backend.subscriptions() == 100);
        driver.close();

        Awaitility.await().atMost(PATIENCE).until(() -> backend.subscriptions() == 0);
        subscriptions
                .subList(100, 200)
                .forEach(told -> assertThat(told.awaitFailure(PATIENCE).getFailure())
                        .isInstanceOf(DriverException.Unreachable.class));
    }

    @Test
    void watchedDevicesMayChange() {
        assumeCan(Capability.PUSH);
        assumeTrue(driver.describe().reach() == Reach.ACCOUNT, "a subscription of this driver is about one device");
        var trial = backend.statusTrial();
        var watched = new ChangingDevices();
        var told = subscribed(watched);
        awaitTold(told, Pushed.Opened.class, 1);
        backend.change(trial.device(), trial.one());

        watched.become(Set.of(trial.device()));

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            backend.change(trial.device(), trial.other());
            backend.change(trial.device(), trial.one());
            assertThat(observed(told, trial.device())).isNotEmpty();
        });
        watched.become(Set.of());
    }

    @Test
    void tellsThePastSinceATime() {
        assumeCan(Capability.IMPORT_HISTORY);
        var trial = backend.statusTrial();
        backend.change(trial.device(), trial.one());
        backend.change(trial.device(), trial.other());
        var first = history(trial.device(), Instant.EPOCH);
        var newest = first.getLast().validAt();
        backend.change(trial.device(), trial.one());

        var later = history(trial.device(), newest);

        assertThat(first).isSortedAccordingTo(Comparator.comparing(Observation::validAt));
        assertThat(later)
                .isNotEmpty()
                .noneMatch(observation -> observation.validAt().isBefore(newest));
        assertThat(history(trial.device(), Instant.EPOCH)).containsAll(first).containsAll(later);
    }

    @Test
    void understandsWhatIsPostedAndSigned() {
        assumeCan(Capability.WEBHOOK);
        var trial = backend.statusTrial();
        var webhook = backend.webhook(trial.device(), trial.one());

        var delivery = await(
                driver.receive(backend.account(), webhook, Watched.only(Set.of(trial.device(), backend.device(1)))));
        var again = await(driver.receive(backend.account(), webhook, Watched.only(Set.of())));

        assertThat(delivery.sentAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(delivery.told()).singleElement().isInstanceOfSatisfying(Pushed.Observed.class, observed -> {
            assertThat(observed.device()).isEqualTo(trial.device());
            assertThat(value(observed.observations(), trial.one().name()))
                    .isEqualTo(trial.one().value());
        });
        assertThat(again.id()).isEqualTo(delivery.id()).isNotBlank();
        assertThat(again.told()).isEmpty();
    }

    @Test
    void refusesWhatIsNotSignedWell() {
        assumeCan(Capability.WEBHOOK);
        var trial = backend.statusTrial();
        var good = backend.webhook(trial.device(), trial.one());
        var changed = good.body().clone();
        changed[changed.length - 1]++;

        for (var bad : List.of(
                new Webhook(Map.of(), good.body()),
                new Webhook(good.headers(), changed),
                new Webhook(good.headers(), new byte[0]))) {
            assertThat(failure(driver.receive(backend.account(), bad, Watched.only(Set.of(trial.device())))))
                    .isInstanceOf(DriverException.AuthenticationFailed.class);
        }
    }

    @Test
    void everythingIsUnreachableAfterClose() {
        assumeReads();
        var device = backend.device(0);
        assertThat(read(device, Scope.ALL)).isNotEmpty();

        driver.close();
        driver.close();

        assertUnreachable(driver.read(device, Scope.ALL));
        if (driver.describe().can(Capability.PUSH)) {
            assertUnreachable(driver.subscribe(backend.account(), Watched.only(Set.of(device)))
                    .toUni());
        }
        if (driver.describe().can(Capability.SET_STATUSES)) {
            var trial = backend.statusTrial();
            assertUnreachable(driver.set(trial.device(), trial.one()));
        }
    }

    /** Whatever grows with every driver that was used and closed was not given back. */
    @Test
    void aClosedDriverLeavesNothingBehind() {
        assumeReads();
        useAndClose(3);
        var before = Holdings.now();

        useAndClose(10);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Holdings.now().since(before)).isEmpty());
    }

    @Test
    void everyRuleOfQualityIsAnswered() {
        assertThat(QualityAnswers.of(driver.getClass())
                        .mistakes(driver.describe().vendor()))
                .isEmpty();
    }

    private Set<VendorDevice> batch(int size) {
        return IntStream.range(0, size).mapToObj(backend::device).collect(Collectors.toCollection(HashSet::new));
    }

    private void tellsOfMoreThan(long paid, VendorDevice device, Function<VendorDevice, Uni<List<Observation>>> call) {
        var told = new AtomicLong();
        var counted = new VendorDevice(device.account().countedBy(told::incrementAndGet), device.vendorIds());
        var before = backend.calls(device);

        assertThat(await(call.apply(counted))).isNotNull();

        assertThat(backend.calls(device) - before)
                .as("calls, of which %d were told and %d are paid", told.get(), paid)
                .isLessThanOrEqualTo(Math.max(paid, told.get()));
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

    private boolean isReadAgain(VendorDevice device) {
        var failure = driver.read(device, Scope.ALL)
                .map(observations -> Optional.<Throwable>empty())
                .onFailure()
                .recoverWithItem(Optional::of)
                .await()
                .atMost(PATIENCE);
        failure.ifPresent(thrown -> assertThat(thrown).isInstanceOf(DriverException.Unreachable.class));
        return failure.isEmpty();
    }

    private void useAndClose(int times) {
        for (var time = 0; time < times; time++) {
            try (var another = newDriver(backend)) {
                var reads = IntStream.range(0, HELD)
                        .mapToObj(number -> another.read(backend.device(number), Scope.ALL))
                        .toList();
                assertThat(await(Uni.join().all(reads).andFailFast())).hasSize(HELD);
                if (another.describe().can(Capability.PUSH)) {
                    subscribe(another);
                }
            }
        }
    }

    private void subscribe(Driver another) {
        var subscriptions = IntStream.range(0, HELD)
                .mapToObj(number -> another.subscribe(backend.account(), Watched.only(Set.of(backend.device(number)))))
                .map(telling -> telling.subscribe().withSubscriber(AssertSubscriber.<Pushed>create(Long.MAX_VALUE)))
                .toList();
        subscriptions.forEach(told -> awaitTold(told, Pushed.Opened.class, 1));
    }

    private List<Observation> told(Trial trial) {
        backend.change(trial.device(), trial.other());
        var told = subscribed(Watched.only(Set.of(trial.device())));
        awaitTold(told, Pushed.Opened.class, 1);
        backend.change(trial.device(), trial.one());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> observed(told, trial.device()).stream()
                        .anyMatch(observation -> observation
                                        .name()
                                        .equals(trial.one().name())
                                && observation.value().equals(trial.one().value())));
        return observed(told, trial.device());
    }

    private static void assertNotOfTheFuture(List<Observation> observations) {
        assertThat(observations)
                .isNotEmpty()
                .extracting(Observation::validAt)
                .allSatisfy(
                        validAt -> assertThat(validAt).isBefore(Instant.now().plusSeconds(60)));
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
                        driver.discover(backend.account(), "anywhere").collect().asList());
            case CHECK_ACCOUNT -> assertUnsupported(driver.check(backend.account()));
            case BATCH_READ -> assertUnsupported(driver.readAll(backend.account(), Set.of(device), Scope.ALL));
            case PUSH ->
                assertUnsupported(driver.subscribe(backend.account(), Watched.only(Set.of(device)))
                        .toUni());
            case IMPORT_HISTORY ->
                assertUnsupported(
                        driver.history(device, Instant.EPOCH).collect().asList());
            case WEBHOOK ->
                assertUnsupported(driver.receive(
                        backend.account(), new Webhook(Map.of(), new byte[0]), Watched.only(Set.of(device))));
        }
    }

    private AssertSubscriber<Pushed> subscribed(Watched watched) {
        var told = driver.subscribe(backend.account(), watched)
                .subscribe()
                .withSubscriber(AssertSubscriber.<Pushed>create(Long.MAX_VALUE));
        subscribed.add(told);
        return told;
    }

    private static void awaitTold(AssertSubscriber<Pushed> told, Class<? extends Pushed> kind, int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told.getFailure()).isNull();
            assertThat(List.copyOf(told.getItems()).stream().filter(kind::isInstance))
                    .hasSizeGreaterThanOrEqualTo(count);
        });
    }

    private static List<Observation> observed(AssertSubscriber<Pushed> told, VendorDevice device) {
        return List.copyOf(told.getItems()).stream()
                .filter(Pushed.Observed.class::isInstance)
                .map(Pushed.Observed.class::cast)
                .filter(item -> item.device().equals(device))
                .flatMap(item -> item.observations().stream())
                .toList();
    }

    private List<Observation> history(VendorDevice device, Instant since) {
        return await(driver.history(device, since).collect().asList());
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
