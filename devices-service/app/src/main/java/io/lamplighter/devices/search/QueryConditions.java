package io.lamplighter.devices.search;

import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.selectors.Conditions;
import io.lamplighter.devices.selectors.SelectorConditions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What a query means in SQL: its selector, that of its group, and the filters that only a search has. */
final class QueryConditions {
    private static final int MOST_IDS = 100;
    private static final int LARGEST_METADATA = 2048;

    private final Conditions conditions = new Conditions();

    private QueryConditions() {}

    /** Fails with every parameter that is wrong; {@code group} is null when the query names none. */
    static Conditions of(DeviceQuery query, Selector group) {
        var its = new QueryConditions();
        SelectorConditions.add(its.conditions, "", query.selector(its.conditions));
        if (group != null) {
            SelectorConditions.add(its.conditions, "group.selector.", group);
        }
        its.addIds(query);
        query.label.forEach(its::addLabel);
        query.vendorIds.forEach(its::addVendorId);
        its.addMetadata(query.metadata);
        its.addTimes(query);
        return its.conditions;
    }

    private void addIds(DeviceQuery query) {
        var wanted =
                query.ids.stream().filter(id -> conditions.isGiven("id", id)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        if (wanted.size() > MOST_IDS) {
            conditions.refuse("id", "must be given at most 100 times; POST to /api/devices/lookup takes 1000");
            return;
        }
        try {
            var ids = wanted.stream().map(UUID::fromString).toArray(UUID[]::new);
            conditions.add("id = any(" + conditions.bind(ids) + ")");
        } catch (IllegalArgumentException _) {
            conditions.refuse("id", "must be a UUID");
        }
    }

    private void addLabel(String label) {
        if (!conditions.isGiven("label", label)) {
            return;
        }
        var colon = label.indexOf(':');
        if (colon < 1) {
            conditions.refuse("label", "must be name:value");
            return;
        }
        var entry = JsonObject.of(label.substring(0, colon), label.substring(colon + 1));
        conditions.add("labels @> " + conditions.bind(entry));
    }

    // A value may have colons of its own, so that name:value may as well be a value.
    private void addVendorId(String vendorId) {
        if (!conditions.isGiven("vendorId", vendorId)) {
            return;
        }
        var asValue = hasVendorId(vendorId);
        var colon = vendorId.indexOf(':');
        if (colon < 1) {
            conditions.add(asValue);
            return;
        }
        var value = vendorId.substring(colon + 1);
        conditions.add("(%s or %s and vendor_ids @> %s)"
                .formatted(
                        asValue,
                        hasVendorId(value),
                        conditions.bind(JsonObject.of(vendorId.substring(0, colon), value))));
    }

    private String hasVendorId(String value) {
        return "vendor_id_values(vendor_ids) @> " + conditions.bind(new String[] {value});
    }

    private void addMetadata(String metadata) {
        if (!conditions.isGiven("metadata", metadata)) {
            return;
        }
        try {
            if (metadata.length() > LARGEST_METADATA || metadata.contains("\\u0000")) {
                throw new DecodeException("unreasonable");
            }
            conditions.add("metadata @> " + conditions.bind(new JsonObject(metadata)));
        } catch (DecodeException | ClassCastException _) {
            conditions.refuse(
                    "metadata", "must be a JSON object that the metadata contains, of at most 2048 characters");
        }
    }

    private void addTimes(DeviceQuery query) {
        addTime("createdFrom", query.createdFrom, "created_at >=");
        addTime("createdTo", query.createdTo, "created_at <");
        addTime("updatedFrom", query.updatedFrom, "updated_at >=");
        addTime("updatedTo", query.updatedTo, "updated_at <");
        addTime("seenFrom", query.seenFrom, "last_seen >=");
        addTime("seenTo", query.seenTo, "last_seen <");
    }

    private void addTime(String field, String time, String comparison) {
        if (!conditions.isGiven(field, time)) {
            return;
        }
        try {
            conditions.add(comparison + " " + conditions.bind(OffsetDateTime.parse(time)));
        } catch (DateTimeException _) {
            conditions.refuse(field, "must be an RFC 3339 time such as 2026-01-31T08:00:00Z");
        }
    }
}
