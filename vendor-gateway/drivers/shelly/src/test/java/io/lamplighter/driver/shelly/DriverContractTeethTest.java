package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverDescription;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.tck.AlteredDriver;
import io.lamplighter.driver.tck.DriverContract;
import io.lamplighter.driver.tck.FakeBackend;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Every test of the contract fails on a driver that is spoiled in the way that it is about. */
class DriverContractTeethTest {
    private static Vertx vertx;
    private static UnaryOperator<Driver> spoiling = UnaryOperator.identity();

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

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

    @Test
    void noTestOfTheContractIsLeftOut() {
        var contractTests = Arrays.stream(DriverContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toSet());

        contractTests.removeAll(SEEN_FAILING_WITH_THE_SIMULATOR);
        assertThat(spoiled()).isEqualTo(contractTests);
    }

    /** Those of capabilities that Shelly devices do not have. */
    private static final Set<String> SEEN_FAILING_WITH_THE_SIMULATOR = Set.of(
            "checksAnAccount",
            "readsManyDevicesInOneCall",
            "aBatchIsNeverLargerThanDeclared",
            "watchedDevicesMayChange",
            "tellsThePastSinceATime",
            "understandsWhatIsPostedAndSigned",
            "refusesWhatIsNotSignedWell");

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
            return new SimulatedVendorBackend();
        }

        @Override
        protected Driver newDriver(FakeBackend at) {
            return spoiling.apply(new ShellyDriver(vertx));
        }
    }

    private static final Map<String, UnaryOperator<Driver>> SPOILED = Map.ofEntries(
            Map.entry("describesItselfAlwaysTheSame", DriverContractTeethTest::moody),
            Map.entry("everyRuleOfQualityIsAnswered", describing(named("shelley"))),
            Map.entry("refusesWhatItDoesNotDeclare", describing(without(Capability.DISCOVER))),
            Map.entry("readsWhatTheBackendHolds", observing(DriverContractTeethTest::doubled)),
            Map.entry("namesUnitsAndTimesAreAsPromised", observing(DriverContractTeethTest::anHourAgo)),
            Map.entry("readsOnlyWhatWasAskedFor", reading((good, call) -> good.read(call.device(), Scope.ALL))),
            Map.entry(
                    "tellsOfEachCallThatNobodyHasPaidFor",
                    reading((good, call) ->
                            call.on(good).chain(() -> call.uncounted().on(good)))),
            Map.entry("seesWhatWasChangedBehindItsBack", DriverContractTeethTest::caching),
            Map.entry("nothingHappensBeforeSubscription", reading((good, call) -> eager(call.on(good)))),
            Map.entry(
                    "eachSubscriptionIsOneAttempt",
                    reading((good, call) -> call.on(good).memoize().indefinitely())),
            Map.entry(
                    "aFailedReadIsNotTriedAgain",
                    reading((good, call) -> call.on(good).onFailure().retry().atMost(1))),
            Map.entry(
                    "rejectsADeviceWithoutItsVendorIds",
                    reading((good, call) -> call.on(good)
                            .onFailure(DriverException.Rejected.class)
                            .transform(IllegalStateException::new))),
            Map.entry(
                    "rejectsADeviceThatTheVendorDoesNotKnow",
                    reading((good, call) -> call.on(good).onFailure().recoverWithItem(List.of()))),
            Map.entry("isUnreachableWhileCutOffAndRecoversByItself", DriverContractTeethTest::brokenForGood),
            Map.entry(
                    "saysWhenItIsAskedTooOften",
                    reading((good, call) -> call.on(good)
                            .onFailure()
                            .transform(failure -> new DriverException.Unreachable("busy", failure)))),
            Map.entry(
                    "rubbishIsAProtocolViolation",
                    reading((good, call) -> call.on(good)
                            .onFailure()
                            .transform(failure -> new DriverException.Unreachable("odd", failure)))),
            Map.entry(
                    "rubbishInAnswerToASetIsNoSuccess",
                    setting((good, call) -> call.on(good).onFailure().recoverWithUni(odd -> echo(call)))),
            Map.entry("cancelledCallsHoldNothing", reading((good, call) -> deafToCancellation(call.on(good)))),
            Map.entry("readsAThousandDevicesAtOnce", DriverContractTeethTest::crowded),
            Map.entry("readsEveryDeviceOfALargeAccount", DriverContractTeethTest::tired),
            Map.entry("comesBackAfterARestart", DriverContractTeethTest::withItsFirstSession),
            Map.entry(
                    "aFailedSetIsNotTriedAgain",
                    setting((good, call) -> call.on(good).onFailure().retry().atMost(1))),
            Map.entry("aClockThatIsWrongDoesNotMatter", observing(DriverContractTeethTest::aDayAhead)),
            Map.entry("aClosedDriverLeavesNothingBehind", NeverClosed::new),
            Map.entry("everythingIsUnreachableAfterClose", NeverClosed::new),
            Map.entry("tellsWhatHappens", telling(told -> told.filter(item -> !(item instanceof Pushed.Observed)))),
            Map.entry("tellsNothingOfDevicesThatAreNotWatched", DriverContractTeethTest::mixedUp),
            Map.entry(
                    "aSubscriptionThatBreaksFails",
                    telling(told ->
                            told.onFailure().recoverWithMulti(Multi.createFrom().nothing()))),
            Map.entry(
                    "nobodyToSubscribeToIsUnreachable",
                    telling(told -> Multi.createBy()
                            .concatenating()
                            .streams(Multi.createFrom().item(new Pushed.Opened(true)), told))),
            Map.entry("subscriptionsThatEndHoldNothing", DriverContractTeethTest::listeningForGood),
            Map.entry("findsItsDevices", FindsNothing::new),
            Map.entry("setsAStatusAndReadsItBack", setting((good, call) -> echo(call))),
            Map.entry("setsAnAttributeAndReadsItBack", setting((good, call) -> echo(call))),
            Map.entry("settingTwiceIsHarmless", DriverContractTeethTest::toggling),
            Map.entry(
                    "refusesSettingsThatItDoesNotKnow",
                    setting((good, call) ->
                            call.on(good).onFailure().transform(failure -> new DriverException.Rejected("no")))),
            Map.entry(
                    "rejectsValuesOfTheWrongType",
                    setting((good, call) ->
                            good.set(call.device(), new Setting(call.setting().name(), true)))));

    private record Reading(VendorDevice device, Scope scope) {
        Uni<List<Observation>> on(Driver driver) {
            return driver.read(device, scope);
        }

        Reading uncounted() {
            var account = device.account().countedBy(Account.Calls.UNCOUNTED);
            return new Reading(new VendorDevice(account, device.vendorIds()), scope);
        }
    }

    private record Change(VendorDevice device, Setting setting) {
        Uni<List<Observation>> on(Driver driver) {
            return driver.set(device, setting);
        }
    }

    private static UnaryOperator<Driver> describing(UnaryOperator<DriverDescription> spoil) {
        return driver -> new AlteredDriver(driver) {
            @Override
            public DriverDescription describe() {
                return spoil.apply(good.describe());
            }
        };
    }

    private static UnaryOperator<Driver> reading(BiFunction<Driver, Reading, Uni<List<Observation>>> spoil) {
        return driver -> new AlteredDriver(driver) {
            @Override
            public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
                return spoil.apply(good, new Reading(device, scope));
            }
        };
    }

    private static UnaryOperator<Driver> telling(UnaryOperator<Multi<Pushed>> spoil) {
        return driver -> new AlteredDriver(driver) {
            @Override
            public Multi<Pushed> subscribe(Account account, Watched watched) {
                return spoil.apply(good.subscribe(account, watched));
            }
        };
    }

    private static Driver mixedUp(Driver driver) {
        var somebody = new VendorDevice("default", Map.of("address", "somebody:80"));
        return telling(told -> told.map(item -> item instanceof Pushed.Observed observed
                        ? new Pushed.Observed(somebody, observed.observations())
                        : item))
                .apply(driver);
    }

    private static Driver listeningForGood(Driver driver) {
        return telling(told -> Multi.createFrom().emitter(emitter -> {
                    var _ = told.subscribe().with(emitter::emit, emitter::fail);
                }))
                .apply(driver);
    }

    private static UnaryOperator<Driver> setting(BiFunction<Driver, Change, Uni<List<Observation>>> spoil) {
        return driver -> new AlteredDriver(driver) {
            @Override
            public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
                return spoil.apply(good, new Change(device, setting));
            }
        };
    }

    private static UnaryOperator<Driver> observing(UnaryOperator<Observation> spoil) {
        return reading(
                (good, call) -> call.on(good).map(all -> all.stream().map(spoil).toList()));
    }

    private static UnaryOperator<DriverDescription> named(String vendor) {
        return it -> DriverDescription.of(vendor, it.title(), it.vendorIds(), it.capabilities());
    }

    private static UnaryOperator<DriverDescription> without(Capability gap) {
        return it -> {
            var others = EnumSet.copyOf(it.capabilities());
            others.remove(gap);
            return DriverDescription.of(it.vendor(), it.title(), it.vendorIds(), others);
        };
    }

    private static Observation doubled(Observation observation) {
        return switch (observation) {
            case Observation.Attribute it ->
                new Observation.Attribute(it.name(), 2 * it.number() + 1, it.units(), it.validAt());
            case Observation.Status it -> it;
        };
    }

    private static Observation anHourAgo(Observation observation) {
        var before = Instant.now().minus(Duration.ofHours(1));
        return switch (observation) {
            case Observation.Attribute it -> new Observation.Attribute(it.name(), it.number(), it.units(), before);
            case Observation.Status it -> new Observation.Status(it.name(), it.value(), before);
        };
    }

    private static Observation aDayAhead(Observation observation) {
        var later = Instant.now().plus(Duration.ofDays(1));
        return switch (observation) {
            case Observation.Attribute it -> new Observation.Attribute(it.name(), it.number(), it.units(), later);
            case Observation.Status it -> new Observation.Status(it.name(), it.value(), later);
        };
    }

    private static Driver moody(Driver driver) {
        var calls = new AtomicInteger();
        return describing(it -> named("shelly-" + calls.incrementAndGet()).apply(it))
                .apply(driver);
    }

    private static Driver caching(Driver driver) {
        var read = new ConcurrentHashMap<Reading, Uni<List<Observation>>>();
        return reading((good, call) -> read.computeIfAbsent(
                        call, unread -> unread.on(good).memoize().indefinitely()))
                .apply(driver);
    }

    private static Uni<List<Observation>> eager(Uni<List<Observation>> call) {
        var item = call.subscribeAsCompletionStage().join();
        return Uni.createFrom().item(item);
    }

    private static Driver brokenForGood(Driver driver) {
        var broken = new AtomicBoolean();
        return reading((good, call) -> broken.get()
                        ? Uni.createFrom().failure(new DriverException.Unreachable("still", (Throwable) null))
                        : call.on(good).onFailure().invoke(() -> broken.set(true)))
                .apply(driver);
    }

    private static Uni<List<Observation>> deafToCancellation(Uni<List<Observation>> call) {
        return Uni.createFrom()
                .completionStage(() -> call.subscribeAsCompletionStage()
                        .thenApply(item -> item)
                        .minimalCompletionStage());
    }

    private static Driver crowded(Driver driver) {
        var running = new AtomicInteger();
        return reading((good, call) -> Uni.createFrom().deferred(() -> {
                    if (running.incrementAndGet() > 500) {
                        return Uni.createFrom().failure(new DriverException.Rejected("too many"));
                    }
                    return call.on(good).onTermination().invoke(running::decrementAndGet);
                }))
                .apply(driver);
    }

    private static Driver tired(Driver driver) {
        var calls = new AtomicInteger();
        return reading((good, call) -> calls.incrementAndGet() > 1000
                        ? Uni.createFrom().failure(new DriverException.Rejected("no more"))
                        : call.on(good))
                .apply(driver);
    }

    private static Driver withItsFirstSession(Driver driver) {
        var calls = new AtomicInteger();
        return reading((good, call) -> calls.incrementAndGet() > 1
                        ? Uni.createFrom().failure(new DriverException.Unreachable("no session", (Throwable) null))
                        : call.on(good))
                .apply(driver);
    }

    private static Uni<List<Observation>> echo(Change call) {
        var said = call.setting().value() instanceof Boolean on
                ? new Observation.Status(call.setting().name(), on, Instant.now())
                : new Observation.Attribute(
                        call.setting().name(), ((Number) call.setting().value()).doubleValue(), "%", Instant.now());
        return Uni.createFrom().item(List.of(said));
    }

    private static Driver toggling(Driver driver) {
        var calls = new AtomicInteger();
        return setting((good, call) -> calls.getAndIncrement() == 0
                        ? call.on(good)
                        : good.set(call.device(), new Setting("on", !(Boolean)
                                call.setting().value())))
                .apply(driver);
    }

    private static final class NeverClosed extends AlteredDriver {
        NeverClosed(Driver good) {
            super(good);
        }

        @Override
        public void close() {
            // That is the fault.
        }
    }

    private static final class FindsNothing extends AlteredDriver {
        FindsNothing(Driver good) {
            super(good);
        }

        @Override
        public Multi<DiscoveredDevice> discover(Account account, String at) {
            return Multi.createFrom().empty();
        }
    }
}
