package io.lamplighter.devices.registry;

import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import io.vertx.pgclient.PgException;
import java.util.List;

/** What the database refused, as the caller is told. */
public final class Refusals {
    // As the triggers of device_identity begin their message; the name of the vendor id follows.
    private static final String TAKEN = "vendor id taken: ";

    private Refusals() {}

    /** What is wrong with a device that the database refused; empty when the failure is of another kind. */
    public static List<Violation> violations(Throwable failure) {
        return switch (told(failure)) {
            case InvalidInputException invalid -> invalid.violations();
            case VendorIdTakenException taken -> List.of(taken.violation());
            default -> List.of();
        };
    }

    static Throwable told(Throwable failure) {
        return failure instanceof PgException refused && refused.getConstraint() != null ? told(refused) : failure;
    }

    private static Throwable told(PgException refused) {
        return switch (refused.getConstraint()) {
            case "device_identity_taken" ->
                new VendorIdTakenException(refused.getErrorMessage().substring(TAKEN.length()));
            case "device_parent_exists" ->
                new InvalidInputException("parentId", "must be the id of a registered device");
            case "device_is_not_its_own_parent", "device_parent_is_not_below" ->
                new InvalidInputException("parentId", "must be neither the device itself nor one below it");
            case "device_parent_is_not_too_deep" ->
                new InvalidInputException("parentId", "must be at most 31 levels below the topmost device");
            default -> refused;
        };
    }
}
