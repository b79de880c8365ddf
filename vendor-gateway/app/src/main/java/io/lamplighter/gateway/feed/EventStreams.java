package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.gateway.api.FeedMessage;
import io.lamplighter.gateway.callers.Caller;
import io.lamplighter.gateway.feed.FeedRequest.Subscribe;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/** The feed as server-sent events: the subscriptions are parameters of the query, one for each stream that is named. */
@Singleton
class EventStreams {
    private static final List<String> TEXTS = List.of("group", "phase");
    private static final List<String> LISTS = List.of("device", "name", "fields");
    private static final List<String> SELECTORS = List.of("vendor", "account", "type", "location", "labels");

    private final Guests guests;
    private final Requests requests;
    private final OriginCheck origins;
    private final ObjectMapper json;

    EventStreams(Guests guests, Requests requests, OriginCheck origins, ObjectMapper json) {
        this.guests = guests;
        this.requests = requests;
        this.origins = origins;
        this.json = json;
    }

    void route(@Observes Router router) {
        router.get("/feed/events").handler(this::open);
        router.get("/feed/asyncapi").handler(context -> context.reroute("/feed/asyncapi.json"));
    }

    private void open(RoutingContext context) {
        try {
            var user = user(context);
            var wanted = read(context);
            if (!origins.isAllowed(context.request())) {
                context.fail(403);
            } else if (guests.isFull()) {
                refuse(context, FeedProblems.unavailable("there are too many clients; come back in a moment"));
            } else {
                open(context, user, wanted);
            }
        } catch (FeedException refused) {
            refuse(context, refused.problem());
        }
    }

    private static String user(RoutingContext context) {
        var header = context.request().getHeader(Caller.HEADER);
        var user = header == null ? context.request().getParam("user") : header;
        if (user != null && !Caller.isName(user)) {
            throw FeedRequestReader.refused("user", Caller.RULE);
        }
        return user;
    }

    private List<Subscribe> read(RoutingContext context) {
        var parameters = context.queryParams();
        var streams = new LinkedHashSet<>(parameters.getAll("stream"));
        if (streams.isEmpty()) {
            throw FeedRequestReader.refused("stream", "must be " + FeedStreamKind.WORDS);
        }
        var last = context.request().getHeader("Last-Event-ID");
        var since = last == null ? parameters.get("since") : last;
        var wanted = new ArrayList<Subscribe>();
        for (var stream : streams) {
            var message = message(stream, parameters).put("since", EventLine.since(since, stream));
            wanted.add((Subscribe) requests.reader().read(message));
        }
        return wanted;
    }

    /** The same message as on the websocket. */
    private static ObjectNode message(String stream, MultiMap parameters) {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("type", "subscribe")
                .put("id", stream.isEmpty() ? "-" : stream)
                .put("stream", stream);
        TEXTS.stream().filter(parameters::contains).forEach(name -> message.put(name, parameters.get(name)));
        LISTS.stream().filter(parameters::contains).forEach(name -> {
            var values = message.putArray(name);
            parameters
                    .getAll(name)
                    .forEach(value -> List.of(value.split(",", -1)).forEach(values::add));
        });
        var selector = JsonNodeFactory.instance.objectNode();
        SELECTORS.stream().filter(parameters::contains).forEach(name -> selector.put(name, parameters.get(name)));
        if (parameters.contains("enabled")) {
            selector.put("enabled", parameters.get("enabled").equals("true"));
        }
        if (!selector.isEmpty()) {
            message.set("selector", selector);
        }
        return message;
    }

    private void open(RoutingContext context, String user, List<Subscribe> wanted) {
        var response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        var id = UUID.randomUUID().toString();
        var guest = guests.opened(id, new EventLine(response), true);
        response.closeHandler(closed -> guests.closed(id));
        var _ = response.write("retry: 2000\n\n");
        if (user != null) {
            guests.is(guest, user);
        }
        wanted.forEach(request -> serve(guest, request));
    }

    private void serve(Guest guest, Subscribe request) {
        try {
            requests.serve(guest, request);
        } catch (FeedException refused) {
            guest.socket().answer(new FeedMessage.Failure(request.id(), refused.problem()));
        }
    }

    private void refuse(RoutingContext context, FeedMessage.Problem problem) {
        try {
            var _ = context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", "application/problem+json")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException impossible) {
            context.fail(impossible);
        }
    }
}
