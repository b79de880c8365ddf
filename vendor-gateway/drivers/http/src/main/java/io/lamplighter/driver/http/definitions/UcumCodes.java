package io.lamplighter.driver.http.definitions;

import java.util.Map;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.internal.format.TokenMgrError;

/** The codes of units (ucum.org), checked when a definition is read. */
final class UcumCodes {
    private static final int LONGEST = 10;

    /** UCUM has them and the library does not. */
    private static final String BEYOND_THE_LIBRARY =
            "d?B\\[[A-Za-z0-9.]{1,8}]|10[*^]-?\\d{1,3}|[A-Za-z]*\\[[a-z_]+_us]";

    private static final Map<String, String> MEANT = Map.of(
            "°C", "Cel", "C", "Cel", "°F", "[degF]", "kWh", "kW.h", "Wh", "W.h", "VA", "V.A", "m³", "m3", "lux", "lx",
            "dBm", "dB[mW]", "ppm", "[ppm]");

    private UcumCodes() {}

    /** @throws IllegalArgumentException when it is none */
    static String checked(String code) {
        if (MEANT.containsKey(code)) {
            throw new IllegalArgumentException("must be a UCUM code: " + MEANT.get(code) + " instead of " + code);
        }
        if (!code.matches("[!-~]{1,%d}".formatted(LONGEST)) || !isKnown(code)) {
            throw new IllegalArgumentException("must be a UCUM code such as Cel, W, kW.h, % or 1, not " + code);
        }
        return code;
    }

    private static boolean isKnown(String code) {
        if (code.equals("1") || code.matches(BEYOND_THE_LIBRARY)) {
            return true;
        }
        try {
            return UCUMFormat.getInstance(UCUMFormat.Variant.CASE_SENSITIVE).parse(code) != null;
        } catch (RuntimeException
                | TokenMgrError unknown) { // the grammar has an error of its own for foreign characters
            return false;
        }
    }
}
