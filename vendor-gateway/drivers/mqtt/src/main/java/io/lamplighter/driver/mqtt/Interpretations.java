package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells what was found in a message. */
final class Interpretations {
    private Interpretations() {}

    /**
     * One device that tells rubbish must not end the subscription of the others: what can be read of it is told, and if that is
     * nothing, that it cannot be understood.
     */
    static void tell(VendorDevice device, Message message, Supplier<Findings> translation, Consumer<Pushed> tell) {
        if (message.text().isEmpty()) {
            tell.accept(new Pushed.Alive());
            return;
        }
        try {
            told(device, translation.get(), tell);
        } catch (DriverException broken) {
            tell.accept(misunderstood(device, broken.getMessage()));
        }
    }

    private static void told(VendorDevice device, Findings findings, Consumer<Pushed> tell) {
        var observations = findings.observations();
        if (!observations.isEmpty()) {
            tell.accept(new Pushed.Observed(device, observations));
        } else {
            tell.accept(findings.firstMistake()
                    .<Pushed>map(mistake -> misunderstood(device, mistake))
                    .orElseGet(Pushed.Alive::new));
        }
    }

    private static Pushed misunderstood(VendorDevice device, String why) {
        return new Pushed.Availability(device, false, "it cannot be understood: " + why);
    }
}
