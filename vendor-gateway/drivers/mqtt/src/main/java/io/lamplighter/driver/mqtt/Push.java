package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the watched devices of one account tell: the topics of each are listened to while it is watched. */
final class Push {
    private static final int WAITING = 65_536;
    private static final Duration PULSE = Duration.ofSeconds(25);

    private final Hub hub;
    private final Watched watched;
    private final MultiEmitter<? super Pushed> emitter;
    private final Map<VendorDevice, Listener> listeners = new HashMap<>();
    private final Runnable renamed = this::follow;
    private final Consumer<DriverException> broken;
    private List<Pushed> early = new ArrayList<>();
    private Cancellable changes = () -> {};
    private Cancellable pulse = () -> {};

    private Push(Hub hub, Watched watched, MultiEmitter<? super Pushed> emitter) {
        this.hub = hub;
        this.watched = watched;
        this.emitter = emitter;
        this.broken = emitter::fail;
    }

    static Multi<Pushed> of(Hub hub, Watched watched) {
        return Multi.createFrom()
                .<Pushed>emitter(emitter -> new Push(hub, watched, emitter).begin(), WAITING)
                .onFailure(failure -> !(failure instanceof DriverException))
                .transform(failure -> new DriverException.Unreachable("more was told than could be taken", failure));
    }

    private void begin() {
        emitter.onTermination(this::end);
        hub.whenEnded(broken);
        var _ = become(watched.devices()).subscribe().with(acknowledged -> open(), emitter::fail);
    }

    private void open() {
        synchronized (this) {
            emitter.emit(new Pushed.Opened(stateFollows()));
            early.forEach(emitter::emit);
            early = null;
        }
        hub.bridge().follow(renamed);
        changes = watched.changes().subscribe().with(devices -> follow(), emitter::fail);
        pulse = Multi.createFrom()
                .ticks()
                .every(PULSE)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> hub.ping().replaceWith(tick))
                .subscribe()
                .with(answered -> tell(new Pushed.Alive()), emitter::fail);
    }

    /** A share of the messages has no retained ones in it. */
    private boolean stateFollows() {
        return hub.settings().sharedGroup().isEmpty()
                && listeners.keySet().stream().map(Conventions::of).allMatch(Convention::isRetained);
    }

    private void end() {
        hub.forget(broken);
        hub.bridge().leave(renamed);
        changes.cancel();
        pulse.cancel();
        synchronized (this) {
            listeners.values().forEach(Listener::end);
            listeners.clear();
        }
    }

    private synchronized void tell(Pushed pushed) {
        if (early == null) {
            emitter.emit(pushed);
        } else if (early.size() < WAITING) {
            early.add(pushed);
        } else {
            emitter.fail(new DriverException.Unreachable("more was told than could be taken", (Throwable) null));
        }
    }

    private void follow() {
        var _ = become(watched.devices()).subscribe().with(done -> {}, emitter::fail);
    }

    private Uni<Void> become(Set<VendorDevice> devices) {
        var conventions = devices.stream()
                .flatMap(device -> Conventions.find(device).stream())
                .distinct();
        var prepared = conventions.map(convention -> convention.prepared(hub)).toList();
        return (prepared.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.join().all(prepared).andFailFast().replaceWithVoid())
                .chain(() -> prepared(devices));
    }

    private synchronized Uni<Void> prepared(Set<VendorDevice> devices) {
        if (emitter.isCancelled()) {
            return Uni.createFrom().voidItem();
        }
        listeners.keySet().stream()
                .filter(device -> !devices.contains(device))
                .toList()
                .forEach(this::gone);
        var begun = new ArrayList<Uni<Void>>();
        devices.forEach(device -> listened(device).ifPresent(begun::add));
        return begun.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(begun).andFailFast().replaceWithVoid();
    }

    /** Nothing when it is listened to already, or there is no such device. */
    private Optional<Uni<Void>> listened(VendorDevice device) {
        try {
            var interpreter = Conventions.of(device).interpreter(hub, device);
            var known = listeners.get(device);
            if (known != null && known.begunWith().equals(interpreter.filters())) {
                return Optional.empty();
            }
            gone(device);
            var listener = new Listener(interpreter);
            listeners.put(device, listener);
            return Optional.of(listener.begin());
        } catch (DriverException unknown) {
            gone(device);
            tell(new Pushed.Availability(device, false, unknown.getMessage()));
            return Optional.empty();
        }
    }

    private void gone(VendorDevice device) {
        var known = listeners.remove(device);
        if (known != null) {
            known.end();
        }
    }

    /** Listens to the topics of one device, and to those of which it learns while it listens. */
    private final class Listener implements Hub.Ear {
        private final Convention.Interpreter interpreter;
        private final List<Filter> begunWith;
        private List<Filter> listening;

        Listener(Convention.Interpreter interpreter) {
            this.interpreter = interpreter;
            this.begunWith = interpreter.filters();
            this.listening = List.of();
        }

        List<Filter> begunWith() {
            return begunWith;
        }

        Uni<Void> begin() {
            return more();
        }

        void end() {
            hub.leave(this, listening);
        }

        /** What the broker had retained and tells again was told already. */
        @Override
        public void take(Message message) {
            var before = message.heard().toldBefore(this) && message.retained();
            interpreter.take(message, pushed -> {
                if (!before || !(pushed instanceof Pushed.Observed)) {
                    tell(pushed);
                }
            });
            if (interpreter.filters().size() > listening.size()) {
                var _ = more().subscribe().with(done -> {}, emitter::fail);
            }
        }

        private Uni<Void> more() {
            var all = Filter.shared(hub.settings(), interpreter.filters());
            var further =
                    all.stream().filter(filter -> !listening.contains(filter)).toList();
            listening = all;
            return hub.listen(this, further, false);
        }
    }
}
