package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A device as the registry answers and announces it.
 *
 * @param id UUIDv7, given by the registry
 * @param name what people call the device, 1 to 100 characters
 * @param type free text such as {@code plug}, at most 100 characters
 * @param vendor the key of the driver that speaks to it, such as {@code shelly}
 * @param account the credentials at the vendor, by name; {@code default} where there is one
 * @param vendorIds what must be sent to the vendor to name the device
 * @param location where it is; null when unknown
 * @param labels free key and value pairs for selectors
 * @param enabled whether tasks are run against it
 * @param createdAt when it was registered, UTC, microseconds
 * @param updatedAt when it was last changed, UTC, microseconds; strictly grows with each change
 * @param version 1 when registered, one more with each change; the ETag of the device
 * @param updatedBy who asked for the last change
 * @param metadata a JSON object that the registry keeps and nobody interprets, at most 16 KB
 * @param parentId the device that this one is a part of or hangs behind; null for none
 * @param firstSeen when an import or an inventory first saw it, UTC, microseconds; null when none did
 * @param lastSeen when one last saw it; that alone makes no version, so an announcement may carry an older one
 * @param missingSince when a complete inventory first lacked it; null while it is there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeviceView(
        UUID id,
        String name,
        String type,
        String vendor,
        String account,
        Map<String, String> vendorIds,
        Location location,
        Map<String, String> labels,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        long version,
        String updatedBy,
        Map<String, Object> metadata,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID parentId,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant firstSeen,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant lastSeen,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant missingSince) {

    private static final Class<?> ORDERED =
            Collections.unmodifiableSortedMap(new TreeMap<>()).getClass();

    public DeviceView {
        vendorIds = ordered(vendorIds);
        labels = ordered(labels);
        metadata = metadata == null || metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The device's name. */
    @Override
    public String toString() {
        return name;
    }

    /** Small, because whoever follows the registry keeps a million of them. */
    private static Map<String, String> ordered(Map<String, String> entries) {
        if (entries == null || entries.isEmpty()) {
            return Map.of();
        }
        if (entries.size() == 1) {
            var only = entries.entrySet().iterator().next();
            return Collections.singletonMap(only.getKey(), only.getValue());
        }
        return entries.getClass() == ORDERED ? entries : Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }
}
