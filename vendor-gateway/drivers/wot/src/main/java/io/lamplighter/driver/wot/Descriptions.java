package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The descriptions of devices, each kept while it is fresh and then asked for again on condition that it has changed, as HTTP
 * provides (RFC 9111): without a description no device can be asked anything, and reading it before each call would double
 * the calls. Values are never kept.
 */
final class Descriptions {
    private static final int MANY = 10_000;
    private static final int LARGEST = 1024 * 1024;
    private static final Duration UNSAID = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?([0-9]{1,9})");
    private static final Pattern NOT_KEPT = Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:[,\\s]|$)");

    /** A description and where it lies. */
    record Described(Thing thing, Place place) {}

    private record Key(String account, Map<String, String> vendorIds) {}

    private record Kept(Described described, String etag, String modified, Instant freshUntil, Security security) {}

    private final Cache<Key, Kept> kept =
            Caffeine.newBuilder().maximumSize(MANY).build();
    private final Documents documents;
    private final WotClient client;
    private final Clock clock;

    Descriptions(WotClient client, Clock clock) {
        this.client = client;
        this.documents = new Documents(client);
        this.clock = clock;
    }

    /** The description of a device, as it is or was a short time ago. */
    Uni<Described> of(Target target) {
        client.requireOpen();
        var known = kept.getIfPresent(key(target));
        return known != null && clock.instant().isBefore(known.freshUntil())
                ? Uni.createFrom().item(known.described())
                : now(target);
    }

    /** The description of a device as it is. */
    Uni<Described> now(Target target) {
        var known = kept.getIfPresent(key(target));
        return documents.fetch(target.account(), request(target, known)).map(document -> take(target, known, document));
    }

    /** What was done by this description went wrong in a way that another one would explain: it is asked for again. */
    void doubt(Target target) {
        kept.invalidate(key(target));
    }

    private static Key key(Target target) {
        return new Key(target.account().name(), target.device().vendorIds());
    }

    private static Request request(Target target, Kept known) {
        var request = Request.get(target.description(), Documents.ACCEPTED, LARGEST);
        if (known == null) {
            return request;
        }
        var conditional = known.etag().isEmpty() ? request : request.with("If-None-Match", known.etag());
        return (known.modified().isEmpty() ? conditional : conditional.with("If-Modified-Since", known.modified()))
                .with(known.security());
    }

    private Described take(Target target, Kept known, Documents.Document document) {
        var answer = document.answer();
        if (answer.status() == 304 && known != null) {
            return keep(target, known.described(), known.etag(), known.modified(), document);
        }
        var described = described(target, Answers.checked(answer));
        return keep(target, described, answer.header("ETag"), answer.header("Last-Modified"), document);
    }

    private Described keep(
            Target target, Described described, String etag, String modified, Documents.Document document) {
        var freshUntil = clock.instant().plus(freshness(document.answer().header("Cache-Control")));
        kept.put(key(target), new Kept(described, etag, modified, freshUntil, document.security()));
        return described;
    }

    static Duration freshness(String cacheControl) {
        if (NOT_KEPT.matcher(cacheControl).find()) {
            return Duration.ZERO;
        }
        var age = MAX_AGE.matcher(cacheControl);
        if (!age.find()) {
            return UNSAID;
        }
        var said = Duration.ofSeconds(Long.parseLong(age.group(1)));
        return said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }

    private static Described described(Target target, Answer answer) {
        var thing = DescriptionReader.read(
                chosen(Json.parse(answer.body()), target), target.description(), target.variables());
        return new Described(thing, new Place(target.description(), answer.from()));
    }

    private static JsonNode chosen(JsonNode document, Target target) {
        if (target.thing().isEmpty() && !document.isArray() && !Directory.isList(document)) {
            return document;
        }
        var things = new ArrayList<>(Directory.things(document));
        things.add(document);
        for (var thing : things) {
            if (!target.thing().isEmpty() && target.thing().equals(Directory.identity(thing))) {
                return thing;
            }
        }
        throw new DriverException.Rejected("vendorIds.thing must be the id of a Thing Description that lies there");
    }
}
