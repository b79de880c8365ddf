package io.lamplighter.driver;

import java.util.List;
import java.util.Set;

/**
 * What a driver is and can do, as data.
 *
 * @param vendor its key: lower-case letters, digits and hyphens
 * @param title for people
 * @param vendorIds names of the vendor ids that a device must have
 * @param optionalVendorIds names of those that it may have
 * @param capabilities what it can do
 */
public record DriverDescription(
        String vendor,
        String title,
        List<String> vendorIds,
        List<String> optionalVendorIds,
        Set<Capability> capabilities) {
    public DriverDescription {
        vendorIds = List.copyOf(vendorIds);
        optionalVendorIds = List.copyOf(optionalVendorIds);
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether the driver declares this. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
