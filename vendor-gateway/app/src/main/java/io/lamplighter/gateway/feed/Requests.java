package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FeedMessage;
import io.lamplighter.gateway.feed.FeedRequest.ChangeDevice;
import io.lamplighter.gateway.feed.FeedRequest.Hello;
import io.lamplighter.gateway.feed.FeedRequest.Interact;
import io.lamplighter.gateway.feed.FeedRequest.SetPhase;
import io.lamplighter.gateway.feed.FeedRequest.Subscribe;
import io.lamplighter.gateway.feed.FeedRequest.Unsubscribe;
import io.lamplighter.gateway.members.MembersRegistry;
import io.lamplighter.gateway.members.UnknownGroupException;
import io.lamplighter.gateway.members.UnservedSelectorException;
import io.lamplighter.gateway.presence.TooManyStaysException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Does what clients ask; what cannot be done is answered, and the socket stays usable. */
@Singleton
class Requests {
    private final FeedStreams streams;
    private final Guests guests;
    private final Resumer resumer;
    private final MembersRegistry members;
    private final Writes writes;
    private final FeedConfig config;
    private final FeedRequestReader reader;

    Requests(
            FeedStreams streams,
            Guests guests,
            Resumer resumer,
            MembersRegistry members,
            Writes writes,
            FeedConfig config,
            ObjectMapper json) {
        this.streams = streams;
        this.guests = guests;
        this.resumer = resumer;
        this.members = members;
        this.writes = writes;
        this.config = config;
        this.reader = new FeedRequestReader(json, config.maxDevices());
    }

    FeedRequestReader reader() {
        return reader;
    }

    /** Serves one message as it came. */
    void serve(Guest guest, String text) {
        String id = null;
        try {
            var message = reader.parse(text);
            id = FeedRequestReader.id(message);
            serve(guest, reader.read(message));
        } catch (FeedException refused) {
            guests.meters().refused();
            guest.socket().answer(new FeedMessage.Failure(id, refused.problem()));
        }
    }

    /** @throws FeedException when it is refused */
    void serve(Guest guest, FeedRequest request) {
        switch (request) {
            case Hello hello -> hello(guest, hello);
            case Subscribe subscribe -> subscribe(guest, subscribe);
            case Unsubscribe unsubscribe -> guest.socket().unsubscribe(unsubscribe.id());
            case SetPhase phase -> setPhase(guest, phase);
            case Interact interact -> answer(guest, interact.id(), () -> writes.interact(guest.user(), interact));
            case ChangeDevice change -> answer(guest, change.id(), () -> writes.change(guest.user(), change));
        }
    }

    private void hello(Guest guest, Hello hello) {
        if (guest.user() == null) {
            guests.is(guest, hello.user());
        } else if (!guest.user().equals(hello.user())) {
            throw new FeedException(FeedProblems.knownOtherwise(guest.user()));
        }
        guest.socket().answer(new FeedMessage.Welcome(hello.id(), hello.user()));
    }

    private void subscribe(Guest guest, Subscribe request) {
        if (guest.user() == null && !config.anonymous()) {
            throw new FeedException(FeedProblems.anonymous());
        }
        var socket = guest.socket();
        var subscription = socket.open(request.id(), streams.stream(request.stream()), request.filter());
        scope(request)
                .invoke(scope -> learn(subscription, socket, scope))
                .invoke(scope -> stay(guest, request))
                .chain(scope -> streams.ready(request.stream()))
                .subscribe()
                .with(
                        ready -> resumer.begin(subscription, socket, request.since()),
                        failure -> socket.fail(subscription, failure));
    }

    private void learn(Subscription subscription, FeedSocket socket, Scope scope) {
        subscription.isAbout(scope);
        if (!socket.isOpen(subscription)) {
            guests.letGo(subscription);
        }
    }

    private Uni<Scope> scope(Subscribe request) {
        if (request.group() != null) {
            return members.ofGroup(request.group())
                    .map(found -> new Scope(null, found))
                    .onFailure()
                    .transform(Requests::explain);
        }
        return Uni.createFrom()
                .item(() -> request.selector() == null
                        ? new Scope(request.devices(), null)
                        : new Scope(null, members.ofSelector(request.selector())))
                .onFailure()
                .transform(Requests::explain);
    }

    private static FeedException explain(Throwable failure) {
        return switch (failure) {
            case UnservedSelectorException unserved ->
                FeedRequestReader.refused("selector." + unserved.field(), unserved.getMessage());
            case UnknownGroupException unknown -> FeedRequestReader.refused("group", unknown.getMessage());
            default ->
                new FeedException(FeedProblems.unavailable(
                        "which devices a group has cannot be told, the devices-service does not answer"));
        };
    }

    private static void stay(Guest guest, Subscribe request) {
        if (request.phase() == null) {
            return;
        }
        try {
            guest.attending().begin(request.id(), request.devices().iterator().next(), request.phase());
        } catch (TooManyStaysException tooMany) {
            throw new FeedException(FeedProblems.tooManyStays(tooMany.getMessage()));
        }
    }

    private static void setPhase(Guest guest, SetPhase request) {
        var subscription = guest.socket().find(request.id());
        if (subscription == null) {
            throw new FeedException(FeedProblems.notFound(request.id()));
        }
        var scope = subscription.scope();
        if (subscription.stream().kind() != FeedStreamKind.PRESENCE
                || scope == null
                || scope.devices() == null
                || scope.devices().size() != 1) {
            throw FeedRequestReader.refused("id", "must be of a subscription to the presence of one device");
        }
        guest.attending().begin(request.id(), scope.devices().iterator().next(), request.phase());
    }

    /** Answers when it is done; other messages are served meanwhile. */
    private void answer(Guest guest, String id, Supplier<Uni<? extends FeedMessage>> work) {
        if (!guest.beginRequest(config.maxRequests())) {
            throw new FeedException(FeedProblems.tooManyRequests(config.maxRequests()));
        }
        Uni.createFrom()
                .<FeedMessage>deferred(work)
                .onFailure()
                .recoverWithItem(failure -> new FeedMessage.Failure(id, Writes.problem(failure)))
                .onTermination()
                .invoke(guest::endRequest)
                .subscribe()
                .with(guest.socket()::answer);
    }
}
