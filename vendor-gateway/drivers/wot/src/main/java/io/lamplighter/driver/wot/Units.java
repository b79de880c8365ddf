package io.lamplighter.driver.wot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * UCUM codes (ucum.org) of the units that descriptions name: in words, by symbols, as UCUM, by IRIs of QUDT
 * (qudt.org/vocab/unit) or OM (ontology-of-units-of-measure.org).
 *
 * <p>What is not known becomes an annotation, such as {@code {something}}: a valid code that claims nothing, cut to what a code
 * may be long. {@code C} and {@code F} alone are taken as degrees, which they are where devices are described.
 */
final class Units {
    /** Where there is no unit. */
    static final String NONE = "1";

    private static final int LONGEST = 10;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^!-z|~]");

    /** Prefixes by word: the UCUM prefix. */
    private static final Map<String, String> PREFIXES = pairs("""
            giga G, mega M, kilo k, hecto h, deci d, centi c, milli m, micro u, nano n
            """);

    /** Units that take prefixes, by word in the singular. */
    private static final Map<String, String> BASES = pairs("""
            watt W, volt V, ampere A, amp A, hertz Hz, pascal Pa, metre m, gram g, gramme g, litre L, second s, sec s, joule J,
            newton N, ohm Ohm, tesla T, farad F, henry H, siemens S, lumen lm, lux lx, candela cd, bar bar, byte By, bit bit,
            kelvin K, mole mol, becquerel Bq, volt_ampere V.A, watt_hour W.h, watt_second W.s, watthour W.h, bel B
            """);

    /** Units in words that take none. */
    private static final Map<String, String> WORDS = pairs("""
            celsius Cel, degree_celsius Cel, deg_celsius Cel, degree_c Cel, deg_c Cel, centigrade Cel, degree_centigrade Cel,
            fahrenheit [degF], degree_fahrenheit [degF], deg_fahrenheit [degF], degree_f [degF], deg_f [degF], degree_kelvin K,
            percent %, percentage %, pct %, percent_relative_humidity %, relative_humidity %, percent_rh %,
            ppm [ppm], part_per_million [ppm], ppb [ppb], part_per_billion [ppb], ratio 1, number 1, num 1, count 1, none 1,
            unitless 1, dimensionless 1, one 1, one_unit 1,
            degree deg, degree_angle deg, arc_degree deg, deg deg, radian rad, rad rad, steradian sr,
            minute min, minute_time min, hour h, hr h, day d, week wk, month mo, year a,
            tonne t, pound [lb_av], ounce [oz_av], foot [ft_i], inch [in_i], mile [mi_i], yard [yd_i], knot [kn_i],
            mile_per_hour [mi_i]/h, mph [mi_i]/h, kmh km/h, kph km/h, psi [psi], pound_per_square_inch [psi],
            millimetre_of_mercury mm[Hg], mmhg mm[Hg], inch_of_mercury [in_i'Hg], atmosphere atm, standard_atmosphere atm,
            calorie cal, kilocalorie kcal, decibel dB, dba dB, db dB, ph [pH], standard_gravity [g], gravity [g],
            revolution_per_minute {rev}/min, rpm {rev}/min, beat_per_minute {beat}/min, kwh kW.h, wh W.h, mwh MW.h, va V.A,
            kw kW, square_metre m2, cubic_metre m3, square_centimetre cm2, cubic_centimetre cm3, second_squared s2, second_time s, metre_per_second_time_squared m/s2, radian_per_second_time rad/s, celcius Cel,
            square_second s2, gallon [gal_us], cubic_foot [cft_i]
            """);

    /** Symbols, of which the case matters. */
    private static final Map<String, String> SYMBOLS = pairs("""
            °C Cel, ℃ Cel, C Cel, ºC Cel, C° Cel, F° [degF], °F [degF], ℉ [degF], F [degF], ºF [degF], ° deg, º deg, °K K, % %, %RH %, %rh %, ‰ [ppth],
            Ω Ohm, kΩ kOhm, MΩ MOhm, µs us, μs us, µg/m³ ug/m3, μg/m³ ug/m3, µg/m3 ug/m3, μg/m3 ug/m3, mg/m³ mg/m3, m² m2, m³ m3,
            m³/h m3/h, m/s² m/s2, W/m² W/m2, µS/cm uS/cm, μS/cm uS/cm, µT uT, μT uT, µA uA, μA uA, µV uV, μV uV, µF uF, μF uF,
            Wh W.h, kWh kW.h, MWh MW.h, VA V.A, kVA kV.A, l L, ml mL, l/min L/min, l/h L/h, lux lx, dBA dB, dB(A) dB, kph km/h,
            inHg [in_i'Hg], mmHg mm[Hg], hrs h, hr h, secs s, sec s, mins min, days d, lb [lb_av], oz [oz_av], ft [ft_i], in [in_i],
            mi [mi_i], kn [kn_i], gal [gal_us], M m, W W, V V, A A, N N, J J, K K, L L, T T, S S, pH [pH], mAh mA.h, Ah A.h, rev {rev}, DEG_C Cel, DEG_F [degF], DEG deg, PERCENT %, PERCENT_RH %, UNITLESS 1, NUM 1,
            PPM [ppm], PPB [ppb], PH [pH], DECIBEL dB, LUX lx, SEC s, MIN min, HR h, DAY d, YR a, GM g, PA Pa, HZ Hz, BAR bar,
            OHM Ohm, LM lm, CD cd, MOL mol, RAD rad, REV {rev}, BYTE By, BIT bit, KN [kn_i], G [g], CEL Cel, FAH [degF], P1 %
            """);

    /** UCUM codes as they are, beside those that a prefix and a unit make. */
    private static final Pattern UCUM = Pattern.compile(
            "1|%|Cel|K|\\[[A-Za-z0-9_']{1,8}]|deg|rad|sr|min|h|d|wk|mo|a|t|atm|B|dB|s2|m2|m3|cm2|cm3|dm3|km2|[GMkhdcmun]?"
                    + "(W|V|A|Hz|Pa|m|g|L|s|J|N|Ohm|T|F|H|S|lm|lx|cd|bar|By|bit|K|mol|Bq|V\\.A|W\\.h|W\\.s|cal)");

    private Units() {}

    /** The code of what a description calls the unit. */
    static String of(String unit) {
        var text = unit.strip();
        if (text.isEmpty()) {
            return NONE;
        }
        if (text.length() > LONGEST_TEXT) {
            return annotation(text);
        }
        return known(text).filter(code -> code.length() <= LONGEST).orElseGet(() -> annotation(text));
    }

    private static Optional<String> known(String text) {
        var local = text.contains("/") && !text.contains("://") ? text : Json.localName(text);
        return symbol(text)
                .or(() -> symbol(local))
                .or(() -> quotient(local, "/"))
                .or(() -> qudt(local))
                .or(() -> words(singular(local)));
    }

    private static Optional<String> symbol(String text) {
        var known = Optional.ofNullable(SYMBOLS.get(text));
        return known.isPresent() || !UCUM.matcher(text).matches() ? known : Optional.of(text);
    }

    /** One by another: {@code km/h}, {@code metre per second}, {@code M-PER-SEC}. */
    private static Optional<String> quotient(String text, String by) {
        var cut = text.indexOf(by);
        if (cut < 1) {
            return Optional.empty();
        }
        var over = known(text.substring(0, cut).strip());
        var under = known(text.substring(cut + by.length()).strip());
        return over.isPresent() && under.isPresent() && !under.get().contains("/")
                ? Optional.of(over.get() + "/" + under.get())
                : Optional.empty();
    }

    /** QUDT's codes: {@code KiloW-HR}, {@code MicroGM-PER-M3}. */
    private static Optional<String> qudt(String text) {
        var per = quotient(text, "-PER-");
        if (per.isPresent()) {
            return per;
        }
        if (text.endsWith("-HR") || text.endsWith("-SEC") || text.endsWith("-A")) {
            var cut = text.lastIndexOf('-');
            var first = known(text.substring(0, cut));
            var second = symbol(text.substring(cut + 1));
            return first.flatMap(one -> second.map(other -> one + "." + other));
        }
        return prefixed(text, SYMBOLS).or(() -> power(text));
    }

    private static Optional<String> power(String text) {
        var digit = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        if (digit != '2' && digit != '3') {
            return Optional.empty();
        }
        var base = text.substring(0, text.length() - 1);
        return symbol(base).filter(code -> code.matches("[a-z]{1,2}")).map(code -> code + digit);
    }

    private static Optional<String> words(String words) {
        return Optional.ofNullable(WORDS.get(words))
                .or(() -> Optional.ofNullable(BASES.get(words)))
                .or(() -> prefixed(words, BASES))
                .or(() -> prefixed(words.replaceFirst("_", ""), BASES))
                .or(() -> quotient(words, "_per_"));
    }

    private static Optional<String> prefixed(String text, Map<String, String> units) {
        var lower = text.toLowerCase(Locale.ROOT);
        return PREFIXES.entrySet().stream()
                .filter(prefix -> lower.startsWith(prefix.getKey()))
                .flatMap(prefix -> Stream.ofNullable(
                                units.get(text.substring(prefix.getKey().length())))
                        .map(unit -> prefix.getValue() + unit))
                .findFirst();
    }

    /** Words in the singular, in lower case, in British spelling, with underscores between. */
    private static String singular(String text) {
        var words = Names.of(text).split("_");
        for (var i = 0; i < words.length; i++) {
            var word = words[i];
            if (word.endsWith("s") && word.length() > 3 && !word.matches("celsius|siemens|gas|.*lux|.*ness|.*less")) {
                word = word.substring(0, word.length() - 1);
            }
            words[i] = word.replaceFirst("meter$", "metre").replaceFirst("liter$", "litre");
        }
        var joined = String.join("_", words).replace("feet", "foot").replace("inche", "inch");
        return joined.replaceFirst("^(cubic|square)(?=[a-z])", "$1_")
                .replaceFirst("_per_(cubic|square)(?=[a-z])", "_per_$1_");
    }

    private static String annotation(String unit) {
        var printable = UNPRINTABLE.matcher(Json.localName(unit)).replaceAll("");
        return printable.isEmpty()
                ? "{unit}"
                : "{" + printable.substring(0, Math.min(LONGEST - 2, printable.length())) + "}";
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new HashMap<String, String>();
        for (var pair : text.split(",", -1)) {
            var both = pair.strip().split(" ", 2);
            pairs.put(both[0], both[1]);
        }
        return pairs;
    }
}
