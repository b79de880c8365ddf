package io.lamplighter.devices.registry;

import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Which devices a page is made of: the SQL conditions that a query stands for, and their values in order. */
final class DeviceSelection {
    private static final int MOST_IDS = 100;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;

    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final List<Violation> violations = new ArrayList<>();
    private final Tuple values = Tuple.tuple();
    private int limit = DEFAULT_LIMIT;

    /** Reads the query; fails with every parameter that is wrong. */
    static DeviceSelection of(DeviceQuery query) {
        var selection = new DeviceSelection();
        selection.addEqual("vendor", query.vendor, "vendor");
        selection.addEqual("account", query.account, "account");
        selection.addEqual("type", query.type, "type");
        selection.addEqual("location", query.location, "location_name");
        selection.addEnabled(query.enabled);
        selection.addIds(query.ids);
        query.labels.forEach(selection::addLabel);
        query.vendorIds.forEach(selection::addVendorId);
        selection.addText(query.text);
        selection.addAfter(query.after);
        selection.setLimit(query.limit);
        if (!selection.violations.isEmpty()) {
            throw new InvalidInputException(selection.violations);
        }
        return selection;
    }

    static String cursor(UUID last) {
        var bytes =
                ByteBuffer.allocate(16).putLong(last.getMostSignificantBits()).putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    String conditions() {
        return String.join(" and ", conditions);
    }

    Tuple values() {
        return values;
    }

    int limit() {
        return limit;
    }

    private void addEqual(String parameter, String value, String column) {
        if (isGiven(parameter, value)) {
            conditions.add(column + " = " + next(value));
        }
    }

    private void addEnabled(String enabled) {
        if (!isGiven("enabled", enabled)) {
            return;
        }
        if (!enabled.equals("true") && !enabled.equals("false")) {
            violations.add(new Violation("enabled", "must be true or false"));
            return;
        }
        conditions.add("enabled = " + next(Boolean.valueOf(enabled)));
    }

    private void addIds(List<String> ids) {
        var wanted = ids.stream().filter(id -> isGiven("id", id)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        if (wanted.size() > MOST_IDS) {
            violations.add(new Violation("id", "must be given at most 100 times"));
            return;
        }
        try {
            conditions.add(
                    "id = any(" + next(wanted.stream().map(UUID::fromString).toArray(UUID[]::new)) + ")");
        } catch (IllegalArgumentException _) {
            violations.add(new Violation("id", "must be a UUID"));
        }
    }

    private void addLabel(String label) {
        if (!isGiven("label", label)) {
            return;
        }
        var colon = label.indexOf(':');
        if (colon < 1) {
            violations.add(new Violation("label", "must be name:value"));
            return;
        }
        conditions.add("labels @> " + next(entry(label, colon)));
    }

    // A value may have colons of its own, so that name:value may as well be a value.
    private void addVendorId(String vendorId) {
        if (!isGiven("vendorId", vendorId)) {
            return;
        }
        var asValue = "vendor_id_values(vendor_ids) @> " + next(new String[] {vendorId});
        var colon = vendorId.indexOf(':');
        conditions.add(colon < 1 ? asValue : "(" + asValue + " or vendor_ids @> " + next(entry(vendorId, colon)) + ")");
    }

    private void addText(String text) {
        if (isGiven("q", text)) {
            var pattern = next("%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%");
            conditions.add(
                    "(name ilike %1$s or exists (select from unnest(vendor_id_values(vendor_ids)) as its(id) where its.id ilike %1$s))"
                            .formatted(pattern));
        }
    }

    private void addAfter(String after) {
        if (!isGiven("after", after)) {
            return;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(after));
            if (bytes.remaining() != 16) {
                throw new IllegalArgumentException("not a cursor");
            }
            conditions.add("id > " + next(new UUID(bytes.getLong(), bytes.getLong())));
        } catch (IllegalArgumentException _) {
            violations.add(new Violation("after", "must be the next of an earlier page"));
        }
    }

    private void setLimit(String wanted) {
        if (!isGiven("limit", wanted)) {
            return;
        }
        try {
            limit = Integer.parseInt(wanted);
        } catch (NumberFormatException _) {
            limit = 0;
        }
        if (limit < 1 || limit > MOST) {
            violations.add(new Violation("limit", "must be a number from 1 to 1000"));
        }
    }

    private boolean isGiven(String parameter, String value) {
        if (value == null || value.isEmpty()) {
            return false;
        }
        if (value.indexOf('\0') >= 0) {
            violations.add(new Violation(parameter, "must not contain NUL"));
            return false;
        }
        return true;
    }

    private String next(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    private static JsonObject entry(String text, int colon) {
        return JsonObject.of(text.substring(0, colon), text.substring(colon + 1));
    }
}
