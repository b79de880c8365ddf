package io.lamplighter.devices.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Another device of the same vendor and account has this vendor id. */
final class VendorIdTakenException extends RuntimeException {
    // As the trigger keep_device_identities says it: Hibernate passes on nothing but the text of what PostgreSQL
    // refused.
    private static final Pattern REFUSAL = Pattern.compile("ERROR: vendor id taken: (.*) \\(23505\\)", Pattern.DOTALL);

    private final String name;

    VendorIdTakenException(String name) {
        super("vendor id " + name);
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What the database refused, when that was a vendor id; otherwise the failure itself. */
    static Throwable orElse(Throwable failure) {
        return taken(failure).<Throwable>map(VendorIdTakenException::new).orElse(failure);
    }

    private static Optional<String> taken(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .map(cause -> REFUSAL.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::matches)
                .map(refusal -> refusal.group(1))
                .findFirst();
    }
}
