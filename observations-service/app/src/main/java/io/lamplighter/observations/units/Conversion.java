package io.lamplighter.observations.units;

import java.math.BigDecimal;
import java.math.MathContext;
import javax.measure.UnitConverter;

/**
 * From one unit to another: times {@code multiplier}, by {@code divisor}, plus {@code offset}. Two factors, because by
 * 1000 is exact where times 0.001 is not.
 */
public record Conversion(double multiplier, double divisor, double offset) {
    /** Leaves everything as it is. */
    public static final Conversion NONE = new Conversion(1, 1, 0);

    private static final double NEGLIGIBLE = 1e-9;

    // The converter works on rational numbers; three points tell its line, or that it has none.
    static Conversion of(UnitConverter there, UnitConverter back) {
        var zero = at(there, 0);
        var factor = at(there, 1).subtract(zero);
        var bent = at(there, 2).subtract(zero).subtract(factor.multiply(BigDecimal.TWO));
        if (factor.signum() == 0 || Math.abs(bent.doubleValue()) > NEGLIGIBLE * Math.abs(factor.doubleValue())) {
            throw new ArithmeticException("not on a line");
        }
        var inverse = at(back, 1).subtract(at(back, 0));
        return isWhole(inverse) && !isWhole(factor)
                ? new Conversion(1, inverse.doubleValue(), zero.doubleValue())
                : new Conversion(factor.doubleValue(), 1, zero.doubleValue());
    }

    private static BigDecimal at(UnitConverter converter, int point) {
        var converted = converter.convert(BigDecimal.valueOf(point));
        return converted instanceof BigDecimal exact
                ? exact.round(MathContext.DECIMAL128)
                : new BigDecimal(converted.toString(), MathContext.DECIMAL128);
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** A value in the other unit. */
    public double value(double value) {
        return difference(value) + offset;
    }

    /** A difference of two values in the other unit: 10 Cel more are 18 [degF] more. */
    public double difference(double value) {
        return value * multiplier / divisor;
    }

    /** Whether everything stays as it is. */
    public boolean isNone() {
        return equals(NONE);
    }
}
