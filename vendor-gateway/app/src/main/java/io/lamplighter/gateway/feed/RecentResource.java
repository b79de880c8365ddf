package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.lamplighter.gateway.problems.Problems;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What happened lately, for those who come and ask: a JSON Feed (jsonfeed.org, version 1.1) that feed readers know. */
@Path("/feed/recent")
public class RecentResource {
    private static final int MOST = 1_000;

    /** A JSON Feed. */
    public record Recent(
            String version,
            String title,

            @JsonProperty("home_page_url") String homePage,

            List<Event> items) {}

    /**
     * One event.
     *
     * @param id the same whenever the same event is told
     * @param lamplighter what a subscription to the feed would have been told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(
            String id,
            String title,

            @JsonProperty("content_text") String content,

            @JsonProperty("date_published") Instant at,

            @JsonProperty("_lamplighter") Told lamplighter) {}

    /** As in an update of the feed. */
    public record Told(String action, @JsonRawValue String item) {}

    private final FeedStreams streams;

    RecentResource(FeedStreams streams) {
        this.streams = streams;
    }

    /**
     * The newest events that this replica remembers, newest first.
     *
     * @param word the stream
     * @param devices only of these
     * @param names of observations only these series
     * @param limit how many at most
     */
    @GET
    @Produces({"application/feed+json", "application/json"})
    @Operation(summary = "What happened lately, as a JSON Feed")
    public Recent recent(
            @QueryParam("stream") @DefaultValue("observations") String word,
            @QueryParam("device") List<UUID> devices,
            @QueryParam("name") List<String> names,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        var kind = FeedStreamKind.of(word);
        if (kind == null) {
            throw Problems.invalid("stream", "must be " + FeedStreamKind.WORDS);
        }
        if (limit < 1 || limit > MOST) {
            throw Problems.invalid("limit", "must be a number from 1 to " + MOST);
        }
        var scope = devices.isEmpty() ? Scope.ALL : new Scope(new HashSet<>(devices), null);
        var filter = new Filter(Set.copyOf(names), Fields.ALL);
        var events = streams.stream(kind).newest(scope, filter, limit).stream()
                .map(recent -> event(kind, recent))
                .toList();
        return new Recent("https://jsonfeed.org/version/1.1", "Lamplighter: " + word, "/", events);
    }

    private static Event event(FeedStreamKind kind, FeedStream.Recent recent) {
        var change = recent.change();
        var of = change.deviceId() == null ? "" : " of " + change.deviceId();
        var name = change.series() == null || change.series().name() == null
                ? ""
                : " " + change.series().name();
        return new Event(
                kind.word() + "-" + recent.id(),
                kind.word() + " " + change.action() + name + of,
                change.json(),
                Instant.ofEpochMilli(recent.at()),
                new Told(change.action(), change.json()));
    }
}
