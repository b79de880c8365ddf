package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds descriptions (W3C WoT Discovery): a description, a list of descriptions or of their addresses, or the description of
 * a directory, whose list is then read page by page. Of a host alone, {@code /.well-known/wot} is asked, and then {@code /}.
 */
final class Directory {
    private static final int LARGEST_PAGE = 4 * 1024 * 1024;
    private static final int MOST_PAGES = 200;
    private static final Pattern NEXT =
            Pattern.compile("<([^<>]{1,2000})>[^<>]*;\\s*rel\\s*=\\s*\"?next\"?", Pattern.CASE_INSENSITIVE);

    private final Documents documents;
    private final Account account;

    Directory(WotClient client, Account account) {
        this.documents = new Documents(client);
        this.account = account;
    }

    Multi<DiscoveredDevice> find(String at) {
        var url = url(at);
        var path = url.getRawPath();
        if (path != null && !path.isEmpty()) {
            return found(url);
        }
        return found(Urls.resolve(url, "/.well-known/wot"))
                .onFailure(failure -> failure instanceof DriverException.Rejected
                        || failure instanceof DriverException.ProtocolViolation)
                .recoverWithMulti(() -> found(Urls.resolve(url, "/")));
    }

    private static URI url(String at) {
        try {
            return Urls.http(at.contains("://") ? at : "http://" + at);
        } catch (DriverException.Unsupported reason) {
            throw new DriverException.Rejected("at must be an address over HTTP: " + reason.getMessage());
        }
    }

    /** One document with where it lies. */
    private record Page(URI url, Place place, JsonNode json, String links) {}

    private Uni<Page> page(Request request) {
        return documents.fetch(account, request).map(document -> {
            var answer = Answers.checked(document.answer());
            var place = request.from() == null ? new Place(request.url(), answer.from()) : request.from();
            return new Page(request.url(), place, Json.parse(answer.body()), answer.header("Link"));
        });
    }

    private Multi<DiscoveredDevice> found(URI url) {
        return page(Request.get(url, Documents.ACCEPTED, LARGEST_PAGE)).onItem().transformToMulti(this::found);
    }

    private Multi<DiscoveredDevice> found(Page page) {
        if (page.json().isArray() || isList(page.json())) {
            return pages(page, 1);
        }
        if (isDirectory(page.json())) {
            return listed(page);
        }
        var thing = DescriptionReader.read(page.json(), page.url(), Map.of());
        return Multi.createFrom()
                .item(new DiscoveredDevice(
                        thing.title(),
                        thing.type(),
                        Map.of(Target.TD, page.url().toString())));
    }

    /** What a directory lists by its property {@code things}. */
    private Multi<DiscoveredDevice> listed(Page page) {
        var forms = new Forms(page.json(), page.url());
        var things = page.json().path("properties").path("things");
        var form = Attempt.of(() ->
                forms.choose(things, "readproperty", java.util.Set.of("readproperty", "writeproperty"), Map.of()));
        var request = form.made()
                .orElseThrow(() -> new DriverException.Unsupported("the directory lists nothing: " + form.reason()))
                .request(page.place());
        return page(Request.get(request.url(), Documents.ACCEPTED, LARGEST_PAGE)
                        .with(request.security())
                        .from(page.place()))
                .onItem()
                .transformToMulti(first -> pages(first, 1));
    }

    private Multi<DiscoveredDevice> pages(Page page, int number) {
        var here = devices(page);
        var next = next(page);
        if (next.isEmpty() || number == MOST_PAGES) {
            return here;
        }
        var later = Uni.createFrom()
                .deferred(() -> page(Request.get(Urls.resolve(page.url(), next.get()), Documents.ACCEPTED, LARGEST_PAGE)
                        .from(page.place())))
                .onItem()
                .transformToMulti(following -> pages(following, number + 1));
        return Multi.createBy().concatenating().streams(here, later);
    }

    private static Optional<String> next(Page page) {
        var member = page.json()
                .path("next")
                .asText(page.json().path("@odata.nextLink").asText(""));
        var link = NEXT.matcher(page.links());
        return link.find() ? Optional.of(link.group(1)) : Optional.of(member).filter(text -> !text.isEmpty());
    }

    private Multi<DiscoveredDevice> devices(Page page) {
        var things = things(page.json());
        var described = things.stream().filter(DescriptionReader::isDescription).toList();
        var addresses = things.stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        return Multi.createBy()
                .concatenating()
                .streams(
                        way(page, described)
                                .onItem()
                                .transformToMulti(way -> Multi.createFrom()
                                        .items(described.stream().map(thing -> device(page, thing, way)))),
                        Multi.createFrom()
                                .iterable(addresses)
                                .onItem()
                                .transformToMultiAndConcatenate(address -> addressed(page, address)));
    }

    /** A description of which the list says no more than the address; one that cannot be read does not hide the others. */
    private Multi<DiscoveredDevice> addressed(Page page, String address) {
        return Uni.createFrom()
                .deferred(() -> page(Request.get(Urls.resolve(page.url(), address), Documents.ACCEPTED, LARGEST_PAGE)
                        .from(page.place())))
                .onItem()
                .transformToMulti(this::single)
                .onFailure(DriverException.class)
                .recoverWithCompletion();
    }

    private Multi<DiscoveredDevice> single(Page page) {
        var thing = DescriptionReader.read(page.json(), page.url(), Map.of());
        return Multi.createFrom()
                .item(new DiscoveredDevice(
                        thing.title(),
                        thing.type(),
                        Map.of(Target.TD, page.url().toString())));
    }

    /** Where a description that was found in a list may lie alone. */
    private enum Way {
        LINK,
        HREF,
        ID,
        DIRECTORY,
        /** Nowhere but in the list. */
        NONE
    }

    /** The way that works for the first description; a list is all of one making. */
    private Uni<Way> way(Page page, List<JsonNode> described) {
        if (described.isEmpty()) {
            return Uni.createFrom().item(Way.NONE);
        }
        return Multi.createFrom()
                .items(Stream.of(Way.LINK, Way.HREF, Way.ID, Way.DIRECTORY))
                .onItem()
                .transformToUniAndConcatenate(way -> leads(page, described.getFirst(), way))
                .collect()
                .first()
                .onItem()
                .ifNull()
                .continueWith(Way.NONE);
    }

    private Uni<Way> leads(Page page, JsonNode thing, Way way) {
        return own(page.url(), thing, way)
                .map(url -> page(Request.get(url, Documents.ACCEPTED, LARGEST_PAGE)
                                .from(page.place()))
                        .map(alone -> isSame(alone.json(), thing) ? way : null)
                        .onFailure(DriverException.class)
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.path("id").equals(other.path("id")) && one.path("title").equals(other.path("title"));
    }

    private static DiscoveredDevice device(Page page, JsonNode json, Way way) {
        var ids = new HashMap<String, String>();
        var own = own(page.url(), json, way);
        ids.put(Target.TD, own.orElse(page.url()).toString());
        if (own.isEmpty()) {
            ids.put(Target.THING, identity(json));
        }
        return new DiscoveredDevice(DescriptionReader.title(json), DeviceTypes.of(json), ids);
    }

    private static Optional<URI> own(URI list, JsonNode thing, Way way) {
        BiFunction<URI, String, Optional<URI>> resolved = (base, reference) -> reference.isEmpty()
                ? Optional.empty()
                : Attempt.of(() -> Urls.resolve(base, reference)).made();
        var id = thing.path("id").asText("");
        return switch (way) {
            case LINK -> resolved.apply(list, self(thing));
            case HREF -> resolved.apply(list, thing.path("href").asText(""));
            case ID -> resolved.apply(list, id.matches("https?://.*") ? id : "");
            case DIRECTORY ->
                resolved.apply(
                        list, id.isEmpty() ? "" : list.getRawPath().replaceFirst("/+$", "") + "/" + Urls.encoded(id));
            case NONE -> Optional.empty();
        };
    }

    private static String self(JsonNode thing) {
        for (var link : thing.path("links")) {
            if (link.path("rel").asText().equals("self")) {
                return link.path("href").asText("");
            }
        }
        return "";
    }

    /** What tells a description from others in its list: its id, or where it has none its title. */
    static String identity(JsonNode thing) {
        var id = thing.path("id").asText("");
        return id.isEmpty() ? Json.title(thing) : id;
    }

    private static boolean isDirectory(JsonNode json) {
        return Json.texts(json.path("@type")).stream().map(Json::localName).anyMatch("ThingDirectory"::equals);
    }

    /** Whether it is an object around a list of descriptions. */
    static boolean isList(JsonNode json) {
        return !DescriptionReader.isDescription(json) && !things(json).isEmpty();
    }

    /** What a document lists: descriptions, or addresses of them. */
    static List<JsonNode> things(JsonNode document) {
        var list = document.isArray()
                ? document
                : Stream.of("members", "things", "items")
                        .map(document::path)
                        .filter(JsonNode::isArray)
                        .findFirst()
                        .orElse(Json.MAPPER.createArrayNode());
        return Stream.iterate(0, index -> index < list.size(), index -> index + 1)
                .map(list::get)
                .toList();
    }
}
