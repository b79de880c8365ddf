package io.lamplighter.observations.units;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.observations.api.ObservationLimits;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.measure.Unit;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.internal.format.TokenMgrError;

/** The UCUM codes; each is parsed once and remembered. The library is loaded when the first one is asked for. */
@Singleton
public class Units {
    private static final int REMEMBERED = 10_000;

    // UCUM has them and the library does not. They are taken, and not converted.
    private static final Pattern BEYOND_THE_LIBRARY =
            Pattern.compile("d?B\\[[A-Za-z0-9.]{1,8}]|10[*^]-?\\d{1,3}|[A-Za-z]*\\[[a-z_]+_us]");
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("kWh", "kW.h"),
            Map.entry("Wh", "W.h"),
            Map.entry("mAh", "mA.h"),
            Map.entry("VA", "V.A"),
            Map.entry("kVA", "kV.A"),
            Map.entry("°C", "Cel"),
            Map.entry("°F", "[degF]"),
            Map.entry("dBm", "dB[mW]"),
            Map.entry("ppm", "[ppm]"),
            Map.entry("ppb", "[ppb]"),
            Map.entry("psi", "[psi]"),
            Map.entry("lux", "lx"),
            Map.entry("rpm", "/min"),
            Map.entry("sec", "s"));

    private final Cache<String, Optional<Unit<?>>> parsed =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<Pair, Optional<Conversion>> conversions =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Pair(String from, String to) {}

    /** Whether there is such a unit; nothing at all stands for {@code 1}. */
    public boolean isKnown(String code) {
        return code == null || code.isEmpty() || "1".equals(code) || isTaken(code);
    }

    private boolean isTaken(String code) {
        return ObservationLimits.isUnits(code)
                && (parse(code).isPresent() || BEYOND_THE_LIBRARY.matcher(code).matches());
    }

    /** What to tell whoever sent a code that is not known. */
    public static String advice(String code) {
        var meant = code == null ? null : MEANT.get(code);
        return meant == null
                ? "must be a UCUM code such as Cel, W, kW.h, % or 1"
                : "must be a UCUM code: " + meant + " instead of " + code;
    }

    /**
     * How values of one unit become values of the other.
     *
     * @throws IncommensurableException when they cannot
     */
    public Conversion conversion(String from, String to) {
        if (from.equals(to)) {
            return Conversion.NONE;
        }
        return conversions
                .get(new Pair(from, to), this::find)
                .orElseThrow(() -> new IncommensurableException(from, to));
    }

    private Optional<Conversion> find(Pair pair) {
        var from = parse(pair.from());
        var to = parse(pair.to());
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Conversion.of(
                    from.get().getConverterToAny(to.get()), to.get().getConverterToAny(from.get())));
        } catch (javax.measure.IncommensurableException | ArithmeticException | NumberFormatException notConverted) {
            return Optional.empty();
        }
    }

    private Optional<Unit<?>> parse(String code) {
        return parsed.get(code, Units::read);
    }

    // The library's grammar throws an error of its own at characters that no code has.
    private static Optional<Unit<?>> read(String code) {
        try {
            return Optional.of(
                    UCUMFormat.getInstance(UCUMFormat.Variant.CASE_SENSITIVE).parse(code));
        } catch (RuntimeException | TokenMgrError unknown) {
            return Optional.empty();
        }
    }
}
