package io.lamplighter.driver.hue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.VendorDevice;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What owns services: a device in the terms of this driver.
 *
 * @param type of resource, one of {@link ServiceTypes#OWNERS}
 */
record Owner(String type, String id) {
    static final String VENDOR_ID = "device";
    private static final String DEVICE = "device";
    private static final Pattern SHAPE = Pattern.compile("(?:(?<type>[a-z_]{1,40})/)?(?<id>[0-9A-Za-z-]{1,64})");

    /**
     * Of a registered device.
     *
     * @throws DriverException.Rejected when its vendor id is of another shape
     */
    static Owner of(VendorDevice device) {
        var text = device.vendorId(VENDOR_ID);
        return parsed(text)
                .orElseThrow(
                        () -> new DriverException.Rejected(
                                "vendorIds.device must be the id of a device, or the type and id of what has services, as in room/<id>"));
    }

    /** Of a registered device, if its vendor id has the right shape. */
    static Optional<Owner> find(VendorDevice device) {
        return Optional.ofNullable(device.vendorIds().get(VENDOR_ID)).flatMap(Owner::parsed);
    }

    /** Of a resource that owns services. */
    static Owner of(JsonNode resource) {
        return new Owner(resource.get("type").asText(), resource.get("id").asText());
    }

    Map<String, String> vendorIds() {
        return Map.of(VENDOR_ID, toString());
    }

    @Override
    public String toString() {
        return type.equals(DEVICE) ? id : type + "/" + id;
    }

    private static Optional<Owner> parsed(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var type = parts.group("type") == null ? DEVICE : parts.group("type");
        return ServiceTypes.OWNERS.contains(type) ? Optional.of(new Owner(type, parts.group("id"))) : Optional.empty();
    }
}
