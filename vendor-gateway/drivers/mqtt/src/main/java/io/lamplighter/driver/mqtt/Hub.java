package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The connection of one account, for all who ask or listen under it. A topic is subscribed to once, however many want it. */
final class Hub {
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int FILTERS_IN_ONE_PACKET = 50;
    private static final Duration CONNECTED = Duration.ofSeconds(8);

    /** Told of what comes, one message after the other, on the connection's thread. */
    @FunctionalInterface
    interface Ear {
        void take(Message message);
    }

    private final Account account;
    private final Settings settings;
    private final Heard heard;
    private final Clock clock;
    private final Wire wire;
    private final Uni<Void> opened;
    private final Bridge bridge;
    private final Ears ears = new Ears();
    private final Map<String, Integer> subscribed = new HashMap<>();
    private final Set<Consumer<DriverException>> concerned = new HashSet<>();
    private DriverException end;

    Hub(Account account, Heard heard, Clock clock) {
        this.account = account;
        this.settings = Settings.of(account);
        this.heard = heard;
        this.clock = clock;
        this.wire = Wire.of(
                settings,
                account,
                new Wire.Ends(this::receive, failure -> end(Failures.of(settings.broker(), failure))));
        this.opened = wire.connect()
                .ifNoItem()
                .after(CONNECTED)
                .failWith(
                        () -> new DriverException.Unreachable(settings.broker() + " does not answer", (Throwable) null))
                .onFailure(DriverException.class)
                .invoke(this::end)
                .memoize()
                .indefinitely();
        this.bridge = new Bridge(this);
    }

    Settings settings() {
        return settings;
    }

    /** What zigbee2mqtt says of its devices. */
    Bridge bridge() {
        return bridge;
    }

    /** Completes when the connection stands. */
    Uni<Void> opened() {
        return opened;
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    /**
     * Tells the ear what comes under these filters from now on.
     *
     * @param again whether the broker is to tell what it retains even where somebody listens already
     * @return completes when the broker has acknowledged it
     */
    Uni<Void> listen(Ear ear, Collection<Filter> filters, boolean again) {
        return Uni.createFrom().deferred(() -> {
            synchronized (this) {
                if (end != null) {
                    return Uni.createFrom().failure(end);
                }
                var missing = new ArrayList<String>();
                for (var filter : filters) {
                    ears.add(ear, filter.topics());
                    if (subscribed.merge(filter.wire(), 1, Integer::sum) == 1 || again) {
                        missing.add(filter.wire());
                    }
                }
                return inPackets(missing, wire::subscribe);
            }
        });
    }

    /** Tells the ear nothing of these any more. */
    void leave(Ear ear, Collection<Filter> filters) {
        synchronized (this) {
            var unwanted = new ArrayList<String>();
            for (var filter : filters) {
                ears.remove(ear, filter.topics());
                if (subscribed.computeIfPresent(filter.wire(), (same, count) -> count == 1 ? null : count - 1)
                        == null) {
                    unwanted.add(filter.wire());
                }
            }
            if (end == null) {
                go(inPackets(unwanted, wire::unsubscribe));
            }
        }
    }

    Uni<Void> publish(String topic, String text) {
        return wire.publish(topic, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Completes when the broker answers: to give up what was never subscribed to is always acknowledged and changes nothing. */
    Uni<Void> ping() {
        return wire.unsubscribe(List.of("lamplighter/never/subscribed"));
    }

    /** Tells why when the connection ends, at once if it has. */
    void whenEnded(Consumer<DriverException> tell) {
        synchronized (this) {
            if (end == null) {
                concerned.add(tell);
                return;
            }
        }
        tell.accept(end);
    }

    synchronized void forget(Consumer<DriverException> tell) {
        concerned.remove(tell);
    }

    /** Ends the connection; whoever is concerned is told why. */
    void end(DriverException why) {
        List<Consumer<DriverException>> all;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = why;
            all = List.copyOf(concerned);
        }
        wire.disconnect();
        all.forEach(tell -> tell.accept(why));
    }

    private void receive(String topic, byte[] payload, boolean retained) {
        var text = payload.length > longest(topic) ? Message.TOO_LONG : new String(payload, StandardCharsets.UTF_8);
        var now = clock.instant();
        var entry = heard.note(account.name(), topic, text, retained, now);
        var message = new Message(topic, text, retained, now, entry);
        ears.of(topic).forEach(ear -> ear.take(message));
    }

    /** A bridge with hundreds of devices describes them all in one message. */
    private static int longest(String topic) {
        return topic.endsWith("/bridge/devices") ? Wire.LARGEST_PACKET : LONGEST_TEXT;
    }

    /** Sends them at once and in this order, for the next may be about the same topics. */
    private static Uni<Void> inPackets(List<String> filters, Function<List<String>, Uni<Void>> send) {
        var sent = new ArrayList<Uni<Void>>();
        for (var i = 0; i < filters.size(); i += FILTERS_IN_ONE_PACKET) {
            var packet =
                    send.apply(List.copyOf(filters.subList(i, Math.min(filters.size(), i + FILTERS_IN_ONE_PACKET))));
            sent.add(Uni.createFrom().completionStage(packet.subscribeAsCompletionStage()));
        }
        return sent.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(sent).andFailFast().replaceWithVoid();
    }

    /** Whether it was acknowledged matters to nobody: a broken connection is told by its end. */
    private static void go(Uni<Void> sending) {
        var _ = sending.onFailure().recoverWithNull().subscribeAsCompletionStage();
    }
}
