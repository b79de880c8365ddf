package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The value of a setting, checked. */
final class Wanted {
    private static final double TOLERANCE = 1e-6;

    private Wanted() {}

    static boolean flag(Setting setting) {
        if (setting.value() instanceof Boolean flag) {
            return flag;
        }
        throw new DriverException.Rejected(setting.name() + " must be true or false");
    }

    static String text(Setting setting) {
        if (setting.value() instanceof String text && text.indexOf('\0') < 0) {
            return text;
        }
        throw new DriverException.Rejected(setting.name() + " must be a text");
    }

    static double number(Setting setting, Optional<Double> least, Optional<Double> most) {
        if (setting.value() instanceof Number number
                && Double.isFinite(number.doubleValue())
                && least.map(bound -> number.doubleValue() >= bound).orElse(true)
                && most.map(bound -> number.doubleValue() <= bound).orElse(true)) {
            return number.doubleValue();
        }
        throw new DriverException.Rejected("%s must be a number from %s to %s"
                .formatted(
                        setting.name(),
                        least.map(Wanted::plain).orElse("any"),
                        most.map(Wanted::plain).orElse("any")));
    }

    /** As people write it: whole numbers without a point. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    static JsonNode json(double number) {
        var factory = Message.JSON.getNodeFactory();
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? factory.numberNode((long) number)
                : factory.numberNode(number);
    }

    /** @throws DriverException.ProtocolViolation when what was set is not among what was read back */
    static List<Observation> among(Setting setting, List<Observation> readBack) {
        if (readBack.stream().noneMatch(each -> each.name().equals(setting.name()))) {
            throw new DriverException.ProtocolViolation("the device does not tell what was set", null);
        }
        return readBack;
    }

    /** Whether what was told is what was wanted. */
    static boolean agrees(Setting setting, Object told) {
        if (setting.value() instanceof Number wanted && told instanceof Number number) {
            var size = Math.max(1, Math.abs(wanted.doubleValue()));
            return Math.abs(wanted.doubleValue() - number.doubleValue()) <= TOLERANCE * size;
        }
        return setting.value().equals(told);
    }
}
