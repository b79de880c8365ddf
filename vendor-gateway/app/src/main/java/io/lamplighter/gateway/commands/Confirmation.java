package io.lamplighter.gateway.commands;

import io.lamplighter.driver.Driver;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import java.util.List;

/** Whether what was read back is what was set. */
final class Confirmation {
    private static final double TOLERANCE = 1e-6;

    private Confirmation() {}

    /** Acknowledged when nothing can be read back, see {@link Driver#set}. */
    static Answer of(Setting setting, List<Observation> readBack) {
        if (readBack.isEmpty()) {
            return Answer.acknowledged();
        }
        var reported = readBack.stream()
                .filter(observation -> observation.name().equals(setting.name()))
                .findFirst();
        if (reported.isEmpty()) {
            return Answer.notConfirmed(
                    readBack, "%s was set to %s but not read back".formatted(setting.name(), setting.value()));
        }
        var value = reported.get().value();
        if (agree(setting.value(), value)) {
            return Answer.succeeded(readBack);
        }
        return Answer.notConfirmed(
                readBack,
                "%s was set to %s but the device reports %s".formatted(setting.name(), setting.value(), value));
    }

    private static boolean agree(Object wanted, Object reported) {
        if (wanted instanceof Number number && reported instanceof Number other) {
            var difference = Math.abs(number.doubleValue() - other.doubleValue());
            var size = Math.max(Math.abs(number.doubleValue()), Math.abs(other.doubleValue()));
            return difference <= TOLERANCE * size;
        }
        return wanted.equals(reported);
    }
}
