package io.lamplighter.devices.files;

import java.util.List;
import java.util.Set;

/** The columns that a CSV file of devices can have, in the words of the API. */
final class Columns {
    static final String VENDOR_ID = "vendorIds.";
    static final String LABEL = "labels.";
    static final String LOCATION = "location.";
    static final String PARENT_VENDOR_ID = "parent.vendorIds.";

    /** Those that each device has once, in the order of an export; vendor ids and labels stand after the account. */
    static final List<String> BEFORE_ENTRIES = List.of("id", "name", "type", "vendor", "account");

    static final List<String> AFTER_ENTRIES = List.of(
            "location.name",
            "location.latitude",
            "location.longitude",
            "location.timeZone",
            "enabled",
            "metadata",
            "parentId");

    /** What the registry keeps by itself: a file may have it, and it changes nothing. */
    static final Set<String> KEPT_BY_THE_REGISTRY =
            Set.of("createdAt", "updatedAt", "version", "updatedBy", "firstSeen", "lastSeen", "missingSince");

    private static final Set<String> PARENT = Set.of("parent.vendor", "parent.account");
    private static final List<String> PREFIXES = List.of(VENDOR_ID, LABEL, PARENT_VENDOR_ID);

    static final String ALL = String.join(", ", BEFORE_ENTRIES) + ", vendorIds.<name>, labels.<name>, "
            + String.join(", ", AFTER_ENTRIES) + ", parent.vendor, parent.account, parent.vendorIds.<name>";

    private Columns() {}

    static boolean isKnown(String column) {
        return BEFORE_ENTRIES.contains(column)
                || AFTER_ENTRIES.contains(column)
                || KEPT_BY_THE_REGISTRY.contains(column)
                || PARENT.contains(column)
                || PREFIXES.stream().anyMatch(prefix -> column.length() > prefix.length() && column.startsWith(prefix));
    }
}
