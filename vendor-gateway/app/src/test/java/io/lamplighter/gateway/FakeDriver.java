package io.lamplighter.gateway;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Delivery;
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
import io.lamplighter.driver.Webhook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A driver that does what a test tells it, for each device by its vendor id {@code device}. */
@ApplicationScoped
public class FakeDriver implements Driver {
    /** What the device does instead of answering well. */
    public static final class Behaviour {
        public volatile Duration delay = Duration.ZERO;
        public volatile Supplier<? extends Throwable> failure;
        public volatile int failures = Integer.MAX_VALUE;
        public volatile Object stuckAt;
        /** Whether it tells nothing of what is set. */
        public volatile boolean silent;

        public final AtomicInteger calls = new AtomicInteger();
        public final AtomicInteger sets = new AtomicInteger();
        public final AtomicInteger running = new AtomicInteger();
        public final AtomicInteger mostRunning = new AtomicInteger();
        public final List<Object> order = new CopyOnWriteArrayList<>();
        private volatile Object on = false;
        private volatile double level = 1;
        public final AtomicInteger subscribed = new AtomicInteger();
        private volatile MultiEmitter<? super Pushed> listener;

        /** Tells whoever has subscribed. */
        public void push(Pushed pushed) {
            listener.emit(pushed);
        }

        /** Breaks the subscription. */
        public void cut() {
            listener.fail(new DriverException.Unreachable("cut", (Throwable) null));
        }
    }

    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    public Behaviour of(String device) {
        return behaviours.computeIfAbsent(device, unseen -> new Behaviour());
    }

    @Override
    public DriverDescription describe() {
        return DriverDescription.of(
                        "fake",
                        "Fake",
                        List.of("device"),
                        EnumSet.of(
                                Capability.READ_STATUSES,
                                Capability.READ_ATTRIBUTES,
                                Capability.SET_STATUSES,
                                Capability.SET_ATTRIBUTES,
                                Capability.READ_BACK,
                                Capability.DISCOVER,
                                Capability.PUSH,
                                Capability.WEBHOOK))
                .withSilence(Duration.ofSeconds(2));
    }

    @Override
    public Uni<List<Observation>> read(VendorDevice device, Scope scope) {
        var behaviour = of(device.vendorId("device"));
        return call(behaviour, () -> observations(behaviour));
    }

    @Override
    public Uni<List<Observation>> set(VendorDevice device, Setting setting) {
        var behaviour = of(device.vendorId("device"));
        return call(behaviour, () -> {
            behaviour.sets.incrementAndGet();
            behaviour.order.add(setting.value());
            if (setting.value() instanceof Number number) {
                behaviour.level = behaviour.stuckAt == null ? number.doubleValue() : 99;
            } else {
                behaviour.on = behaviour.stuckAt == null ? setting.value() : behaviour.stuckAt;
            }
            return behaviour.silent ? List.of() : observations(behaviour);
        });
    }

    private static List<Observation> observations(Behaviour behaviour) {
        var now = Instant.now();
        return List.of(
                new Observation.Status("on", behaviour.on, now),
                new Observation.Attribute("level", behaviour.level, "1", now));
    }

    private static Uni<List<Observation>> call(Behaviour behaviour, Supplier<List<Observation>> answer) {
        return Uni.createFrom().deferred(() -> {
            var call = behaviour.calls.incrementAndGet();
            behaviour.mostRunning.accumulateAndGet(behaviour.running.incrementAndGet(), Math::max);
            var begun = Uni.createFrom().voidItem();
            var waited =
                    behaviour.delay.isZero() ? begun : begun.onItem().delayIt().by(behaviour.delay);
            return waited.map(done -> {
                        if (behaviour.failure != null && call <= behaviour.failures) {
                            throw sneaky(behaviour.failure.get());
                        }
                        return answer.get();
                    })
                    .onTermination()
                    .invoke(behaviour.running::decrementAndGet);
        });
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public Multi<Pushed> subscribe(Account account, Watched watched) {
        return Multi.createFrom().emitter(emitter -> {
            var behaviour = of(watched.devices().iterator().next().vendorId("device"));
            behaviour.listener = emitter;
            behaviour.subscribed.incrementAndGet();
            emitter.emit(new Pushed.Opened(false));
        });
    }

    /** The body is the id of a device that is on; the header {@code at} says since when, {@code signature} is the secret. */
    @Override
    public Uni<Delivery> receive(Account account, Webhook webhook, Watched watched) {
        return Uni.createFrom().item(() -> {
            if (!account.secret("key").equals(webhook.header("signature").orElse(""))) {
                throw new DriverException.AuthenticationFailed("not signed");
            }
            var at = Instant.parse(webhook.header("at").orElseThrow());
            var id = new String(webhook.body(), java.nio.charset.StandardCharsets.UTF_8);
            List<Pushed> told = watched.devices().stream()
                    .filter(device -> device.vendorId("device").equals(id))
                    .<Pushed>map(device -> new Pushed.Observed(device, List.of(new Observation.Status("on", true, at))))
                    .toList();
            return new Delivery(id + at, at, told);
        });
    }

    @Override
    public Multi<DiscoveredDevice> discover(Account account, String at) {
        return switch (at) {
            case "away" ->
                Multi.createFrom().failure(new DriverException.Unreachable("nobody there", (Throwable) null));
            case "rude" -> Multi.createFrom().failure(new DriverException.ProtocolViolation("rubbish", null));
            case "refused" -> Multi.createFrom().failure(new DriverException.Rejected("no such bridge"));
            default -> {
                if (at.startsWith("many-")) {
                    yield Multi.createFrom()
                            .range(0, Integer.parseInt(at.split("-", -1)[1]))
                            .map(number -> lamp(at + number));
                }
                yield Multi.createFrom().item(lamp(at.startsWith("bridge-") ? at : "1"));
            }
        };
    }

    private static DiscoveredDevice lamp(String id) {
        return new DiscoveredDevice("Lamp", "light", Map.of("device", id));
    }

    @Override
    public void close() {}
}
