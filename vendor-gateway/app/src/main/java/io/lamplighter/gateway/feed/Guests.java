package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FeedMessage;
import io.lamplighter.gateway.members.MembersRegistry;
import io.lamplighter.gateway.presence.PresenceBoard;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that are here; hears them come and go, and keeps the line alive while nothing happens. */
@Singleton
class Guests {
    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final Map<Thread, Courier> couriers = new ConcurrentHashMap<>();
    private final Map<String, Integer> socketsOfUser = new ConcurrentHashMap<>();
    private final FeedStreams streams;
    private final PresenceBoard presence;
    private final MembersRegistry members;
    private final FeedConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final FeedMeters meters;

    Guests(
            FeedStreams streams,
            PresenceBoard presence,
            MembersRegistry members,
            FeedConfig config,
            ObjectMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.streams = streams;
        this.presence = presence;
        this.members = members;
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.meters = new FeedMeters(meters, guests);
    }

    /** Every second or so a part of the sockets hears that it lives, so that not all of them do at one moment. */
    void start(@Observes StartupEvent start) {
        var parts = (int) Math.max(1, config.heartbeat().toSeconds());
        Multi.createFrom()
                .ticks()
                .every(config.heartbeat().dividedBy(parts))
                .onOverflow()
                .drop()
                .subscribe()
                .with(
                        tick -> beat((int) (tick % parts), parts),
                        failure -> Log.error("the feed has no heartbeats any more", failure));
    }

    void stop(@Observes ShutdownEvent stop) {
        guests.values().forEach(guest -> guest.socket().close(Closing.STOPPING));
    }

    private void beat(int part, int parts) {
        var text = text();
        guests.forEach((id, guest) -> {
            if (Math.floorMod(id.hashCode(), parts) == part) {
                guest.socket().heartbeat(text);
            }
            guest.check(config);
        });
    }

    private String text() {
        var message =
                new FeedMessage.Heartbeat(streams.cursor(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return FeedSocket.text(json, message);
    }

    boolean isFull() {
        return guests.size() >= config.maxSockets();
    }

    FeedMeters meters() {
        return meters;
    }

    /** Null when it is not here. */
    Guest guest(String id) {
        return guests.get(id);
    }

    /**
     * A client has come; on its event loop.
     *
     * @param canBeSilent whether its transport lets nothing be heard of it
     */
    Guest opened(String id, Line line, boolean canBeSilent) {
        var courier = couriers.computeIfAbsent(
                Thread.currentThread(), thread -> new Courier(VertxContext.getRootContext(Vertx.currentContext())));
        var attending = presence.attending(id);
        var socket = new FeedSocket(line, courier, json, config, meters, subscription -> {
            attending.end(subscription.id());
            letGo(subscription);
        });
        var guest = new Guest(socket, attending, canBeSilent);
        guests.put(id, guest);
        return guest;
    }

    /** What the subscription kept is of no use to it any more. */
    void letGo(Subscription subscription) {
        var held = subscription.letGo();
        if (held != null) {
            members.release(held);
        }
    }

    /** It is known who this is; the socket is closed when this user has too many. */
    void is(Guest guest, String user) {
        var count = socketsOfUser.merge(user, 1, Integer::sum);
        guest.is(user);
        if (count > config.maxSocketsPerUser()) {
            guest.socket().close(Closing.TOO_MANY_SOCKETS);
        }
    }

    /** The client is gone. */
    void closed(String id) {
        var guest = guests.remove(id);
        if (guest == null) {
            return;
        }
        guest.socket().closed();
        guest.attending().end();
        if (guest.user() != null) {
            socketsOfUser.computeIfPresent(guest.user(), (user, count) -> count == 1 ? null : count - 1);
        }
    }
}
