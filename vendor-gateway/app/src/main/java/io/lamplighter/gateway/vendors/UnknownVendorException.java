package io.lamplighter.gateway.vendors;

/** No driver serves this vendor. */
public final class UnknownVendorException extends RuntimeException {
    public UnknownVendorException(String vendor) {
        super("no driver serves the vendor " + vendor);
    }
}
