package io.lamplighter.driver;

import java.util.Map;

/**
 * A device in the vendor's terms. Two are equal when account and vendor ids are.
 *
 * @param account the credentials at the vendor
 * @param vendorIds what must be sent to the vendor to name the device; the names are those of
 *     {@link DriverDescription#vendorIds()}
 */
public record VendorDevice(Account account, Map<String, String> vendorIds) {
    public VendorDevice {
        vendorIds = Map.copyOf(vendorIds);
    }

    /** A device of an account of which nothing but the name is known. */
    public VendorDevice(String account, Map<String, String> vendorIds) {
        this(Account.named(account), vendorIds);
    }

    /**
     * The vendor id of this name.
     *
     * @throws DriverException.Rejected when the device has none
     */
    public String vendorId(String name) {
        var value = vendorIds.get(name);
        if (value == null) {
            throw new DriverException.Rejected("vendorIds." + name + " is missing");
        }
        return value;
    }
}
