package io.lamplighter.devices.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What names a device at its vendor. Two keys name the same device when they share an identity: the rule, and the
 * qualifiers, are those of docs/adr/0001-identity-of-a-device.md, which the database keeps.
 */
record NaturalKey(String vendor, String account, Map<String, String> vendorIds) {
    static final Set<String> QUALIFIERS =
            Set.of("address", "host", "bridge", "gateway", "channel", "component", "endpoint");

    /** The key that stands in these properties, as far as they are texts; what is not said is taken from the default. */
    static NaturalKey of(JsonNode properties, String vendor, String account) {
        var entries = new TreeMap<String, String>();
        properties.path("vendorIds").properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                entries.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return new NaturalKey(
                text(properties.path("vendor"), vendor), text(properties.path("account"), account), entries);
    }

    boolean namesADevice() {
        return vendor != null && !vendorIds.isEmpty();
    }

    /** Each is enough to tell the device from all others. */
    List<String> identities() {
        var named = vendorIds.keySet().stream()
                .filter(name -> !QUALIFIERS.contains(name))
                .toList();
        return named.size() < 2
                ? List.of(identity(vendorIds))
                : named.stream().map(this::identity).toList();
    }

    private String identity(String name) {
        var its = new TreeMap<>(vendorIds);
        its.keySet().removeIf(other -> !other.equals(name) && !QUALIFIERS.contains(other));
        return identity(its);
    }

    private String identity(Map<String, String> its) {
        var identity = new StringBuilder(vendor).append('\0').append(account);
        its.forEach(
                (name, value) -> identity.append('\0').append(name).append('\0').append(value));
        return identity.toString();
    }

    private static String text(JsonNode value, String otherwise) {
        return value.isTextual() ? value.textValue() : otherwise;
    }
}
