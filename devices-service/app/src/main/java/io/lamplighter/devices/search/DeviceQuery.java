package io.lamplighter.devices.search;

import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.selectors.Conditions;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filters of a search as they come; an empty one is none. */
public class DeviceQuery {
    @QueryParam("id")
    List<String> ids;

    @QueryParam("group")
    String group;

    @QueryParam("vendor")
    String vendor;

    @QueryParam("account")
    String account;

    @QueryParam("type")
    String type;

    @QueryParam("location")
    String location;

    @QueryParam("label")
    List<String> label;

    @QueryParam("labels")
    String labels;

    @QueryParam("vendorId")
    List<String> vendorIds;

    @QueryParam("metadata")
    String metadata;

    @QueryParam("q")
    String text;

    @QueryParam("parent")
    String parent;

    @QueryParam("enabled")
    String enabled;

    @QueryParam("missing")
    String missing;

    @QueryParam("near")
    String near;

    @QueryParam("within")
    String within;

    @QueryParam("createdFrom")
    String createdFrom;

    @QueryParam("createdTo")
    String createdTo;

    @QueryParam("updatedFrom")
    String updatedFrom;

    @QueryParam("updatedTo")
    String updatedTo;

    @QueryParam("seenFrom")
    String seenFrom;

    @QueryParam("seenTo")
    String seenTo;

    @QueryParam("sort")
    String sort;

    @QueryParam("limit")
    String limit;

    @QueryParam("after")
    String after;

    @QueryParam("count")
    String count;

    Selector selector(Conditions conditions) {
        return new Selector(
                vendor,
                account,
                type,
                location,
                labels,
                text,
                parent,
                truth(conditions, "enabled", enabled),
                truth(conditions, "missing", missing),
                near,
                within);
    }

    /** True, false, or null when nothing is said. */
    static Boolean truth(Conditions conditions, String field, String value) {
        if (!conditions.isGiven(field, value)) {
            return null;
        }
        if (!value.equals("true") && !value.equals("false")) {
            conditions.refuse(field, "must be true or false");
        }
        return value.equals("true");
    }

    /** Everything that decides which devices there are and in which order: what a cursor belongs to. */
    String identity() {
        var single = Stream.of(
                        group,
                        vendor,
                        account,
                        type,
                        location,
                        labels,
                        metadata,
                        text,
                        parent,
                        enabled,
                        missing,
                        near,
                        within,
                        createdFrom,
                        createdTo,
                        updatedFrom,
                        updatedTo,
                        seenFrom,
                        seenTo,
                        sort)
                .map(value -> value == null ? "" : value)
                .collect(Collectors.joining("\0"));
        return single + "\0" + ids + "\0" + label + "\0" + vendorIds;
    }
}
