package io.lamplighter.devices.registry;

import io.lamplighter.devices.problems.Violation;

/** Another device of the same vendor and account has this vendor id. */
final class VendorIdTakenException extends RuntimeException {
    private final String name;

    VendorIdTakenException(String name) {
        super("vendor id " + name);
        this.name = name;
    }

    Violation violation() {
        return new Violation("vendorIds." + name, "is taken by another device of this vendor and account");
    }
}
