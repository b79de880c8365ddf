package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.UnreadableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What is done to a number, and between what it must be.
 *
 * @param scale what it is multiplied by
 * @param offset what is added then
 * @param decimals how many decimals stay, if not all
 */
record Range(
        BigDecimal scale,
        BigDecimal offset,
        Optional<Integer> decimals,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max) {
    static final Range ANY =
            new Range(BigDecimal.ONE, BigDecimal.ZERO, Optional.empty(), Optional.empty(), Optional.empty());

    static Range of(Mapping yaml) {
        var range = new Range(
                yaml.or("scale", BigDecimal.ONE, Words::number),
                yaml.or("offset", BigDecimal.ZERO, Words::number),
                yaml.optional("decimals", text -> Words.count(text, 0, 10)),
                yaml.optional("min", Words::number),
                yaml.optional("max", Words::number));
        if (range.scale.signum() == 0) {
            yaml.mistake("scale", "scale: must not be 0");
        }
        if (range.min.isPresent() && range.max.isPresent() && range.min.get().compareTo(range.max.get()) > 0) {
            yaml.mistake("min", "min: must not be above max");
        }
        return range;
    }

    /** @throws UnreadableException when it is out of range, or out of that of a double */
    Double apply(BigDecimal number) {
        var scaled = scaled(number);
        var outside = outside(scaled);
        if (outside.isPresent()) {
            throw new UnreadableException("is " + outside.get());
        }
        if (!Double.isFinite(scaled.doubleValue())) {
            throw new UnreadableException("is too large a number");
        }
        return scaled.doubleValue();
    }

    BigDecimal scaled(BigDecimal number) {
        var scaled = number.multiply(scale).add(offset);
        return decimals.map(count -> scaled.setScale(count, RoundingMode.HALF_UP))
                .orElse(scaled);
    }

    /** How it is out of range, if it is. */
    Optional<String> outside(BigDecimal number) {
        if (min.isPresent() && number.compareTo(min.get()) < 0) {
            return Optional.of("below " + min.get().toPlainString());
        }
        return max.isPresent() && number.compareTo(max.get()) > 0
                ? Optional.of("above " + max.get().toPlainString())
                : Optional.empty();
    }
}
