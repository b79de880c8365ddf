package io.lamplighter.driver.http.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.Observation;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What values become of answers, and which answers are refused in which words. */
class ReadTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");
    private static final Map<String, String> VARIABLES = Map.of("device", "b");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{units: W, at: /x} | {\"x\":21.5} | 21.5 W",
                "{units: W, at: /x} | {\"x\":\" 21.50 \"} | 21.5 W",
                "{units: W, at: /x} | {\"x\":1e2} | 100.0 W",
                "{units: W, at: /x, scale: 0.1} | {\"x\":3} | 0.3 W",
                "{units: Cel, at: /x, scale: 0.01, offset: -273.15} | {\"x\":29315} | 20.0 Cel",
                "{units: '%', at: /x, scale: 0.392156862745098, decimals: 0} | {\"x\":128} | 50.0 %",
                "{units: W, at: /x, match: '([0-9.]+) W'} | {\"x\":\"about 5.5 W\"} | 5.5 W",
                "{units: W, at: /x, decimalComma: true} | {\"x\":\"1.234,5\"} | 1234.5 W",
                "{units: '1', at: /x, map: {low: 1, high: 2}} | {\"x\":\"high\"} | 2.0 1",
                "{units: {at: /u, map: {C: Cel}}, at: /x} | {\"x\":1,\"u\":\"C\"} | 1.0 Cel",
                "{units: W, jsonata: 'items[id=$device].w'} | {\"items\":[{\"id\":\"a\",\"w\":1},{\"id\":\"b\",\"w\":2}]} | 2.0 W",
                "{units: W, jsonata: '$sum(items)'} | {\"items\":[1,2.5]} | 3.5 W",
                "{type: boolean, at: /x} | {\"x\":true} | true",
                "{type: boolean, at: /x} | {\"x\":\"TRUE\"} | true",
                "{type: boolean, at: /x, map: {1: true, 0: false}} | {\"x\":1} | true",
                "{type: boolean, at: /x, map: {1: true, 0: false}} | {\"x\":0.0} | false",
                "{type: boolean, at: /x, map: {on: true}, otherwise: false} | {\"x\":\"standby\"} | false",
                "{type: text, at: /x} | {\"x\":\"heat\"} | heat",
                "{type: text, at: /x} | {\"x\":1.50} | 1.5",
                "{type: text, at: /a~1b/0} | {\"a/b\":[\"deep\"]} | deep"
            })
    void reads(String rule, String answer, String expected) {
        assertThat(shown(json(rule, answer))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{units: W, at: /a/x} | {\"a\":{}} | v at /a/x is missing",
                "{units: W, at: /a/x} | {\"a\":{\"x\":null}} | v at /a/x is missing",
                "{units: W, at: /a/x} | [] | v at /a/x is missing",
                "{units: W, at: /x} | {\"x\":true} | v at /x is not a number",
                "{units: W, at: /x} | {\"x\":\"NaN\"} | v at /x is not a number",
                "{units: W, at: /x} | {\"x\":\"\"} | v at /x is not a number",
                "{units: W, at: /x} | {\"x\":[1]} | v at /x is a list, not a single value",
                "{units: W, at: /x} | {\"x\":{}} | v at /x is an object, not a single value",
                "{units: W, at: /x} | {\"x\":1e400} | v at /x is too large a number",
                "{units: W, at: /x} | {\"x\":1e999999999} | v at /x is too large or too small a number",
                "{units: W, at: /x} | {\"x\":1e-999999999} | v at /x is too large or too small a number",
                "{units: W, at: /x, max: 100} | {\"x\":101} | v at /x is above 100",
                "{units: W, at: /x, min: -50} | {\"x\":-127} | v at /x is below -50",
                "{units: {at: /u, map: {C: Cel}}, at: /x} | {\"x\":1,\"u\":\"K\"} | v at /x has units at /u that are none of C",
                "{units: {at: /u, map: {C: Cel}}, at: /x} | {\"x\":1} | v at /x has no units at /u",
                "{units: W, jsonata: 'x/0'} | {\"x\":1} | v at x/0 cannot be worked out from the answer",
                "{units: W, jsonata: '($f := function($n) {$f($n + 1)}; $f(1))'} | {\"x\":1} | cannot be worked out from the answer",
                "{units: W, jsonata: x} | {\"x\":[1,2]} | v at x is a list, not a single value",
                "{type: boolean, at: /x} | {\"x\":1} | v at /x is not true or false",
                "{type: boolean, at: /x, map: {on: true, off: false}} | {\"x\":\"standby\"} | v at /x is none of on, off",
                "{type: text, at: /x, match: '^[a-z]+$'} | {\"x\":\"A1\"} | v at /x does not match ^[a-z]+$",
                "{units: W, at: /x, validAt: {at: /t}} | {\"x\":1} | v at /x the time at /t is missing",
                "{units: W, at: /x, validAt: {at: /t}} | {\"x\":1,\"t\":\"noon\"} | v at /x the time at /t is not a time",
                "{units: W, at: /x, validAt: {at: /t, format: epochSeconds}} | {\"x\":1,\"t\":1e30} | the time at /t is not a time"
            })
    void refuses(String rule, String answer, String message) {
        assertThatThrownBy(() -> json(rule, answer))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(message);
    }

    @Test
    void textsAreBounded() {
        assertThatThrownBy(() -> json("{type: text, at: /x}", "{\"x\":\"" + "y".repeat(1025) + "\"}"))
                .hasMessage("v at /x is longer than 1024 characters");
        assertThatThrownBy(() -> json("{type: text, at: /x}", "{\"x\":\"\\u0000\"}"))
                .hasMessage("v at /x holds characters that cannot be stored");
        assertThatThrownBy(() -> json("{type: text, at: /x}", "{\"x\":\"\\ud800\"}"))
                .hasMessage("v at /x holds characters that cannot be stored");
    }

    /** A backtracking matcher would need longer than the universe is old. */
    @Test
    void patternsTakeNoLongTime() {
        assertThatThrownBy(
                        () -> json("{type: text, at: /x, match: '^(a+)+$'}", "{\"x\":\"" + "a".repeat(50_000) + "!\"}"))
                .hasMessageContaining("does not match");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{at: /t} | \"2026-11-21T02:29:58.5Z\" | 2026-11-21T02:29:58.500Z",
                "{at: /t} | \"2026-11-21T04:29:58+02:00\" | 2026-11-21T02:29:58Z",
                "{at: /t} | \"2026-11-21T02:29:58\" | 2026-11-21T02:29:58Z",
                "{at: /t, zone: Europe/Rome} | \"2026-11-21T03:29:58\" | 2026-11-21T02:29:58Z",
                "{at: /t, zone: Europe/Rome} | \"2026-11-21T02:29:58Z\" | 2026-11-21T02:29:58Z",
                "{at: /t, format: epochSeconds} | 1795228198.25 | 2026-11-21T02:29:58.250Z",
                "{at: /t, format: epochSeconds} | \"1795228198\" | 2026-11-21T02:29:58Z",
                "{at: /t, format: epochMillis} | 1795228198250 | 2026-11-21T02:29:58.250Z",
                "{at: /t, format: yyMMddHHmmss, zone: Europe/Amsterdam} | 210606140010 | 2021-06-06T12:00:10Z",
                "{at: /t, format: 'yyyy-M-d, HH:mm:ss', zone: Europe/Rome} | \"2024-6-19, 20:10:38\" | 2024-06-19T18:10:38Z",
                "{at: /t, format: dd/MM/yyyy, zone: Europe/Rome} | \"21/11/2026\" | 2026-11-20T23:00:00Z",
                "{at: /t, within: PT1H} | \"2026-11-21T02:00:00Z\" | 2026-11-21T02:00:00Z",
                "{at: /t, within: PT1H} | \"1970-01-01T00:07:41Z\" | 2026-11-21T02:30:00Z"
            })
    void readsTimes(String rule, String time, String expected) {
        var observation = json("{units: W, at: /x, validAt: " + rule + "}", "{\"x\":1,\"t\":" + time + "}");

        assertThat(observation.orElseThrow().validAt()).isEqualTo(Instant.parse(expected));
    }

    @Test
    void whatIsOptionalMayBeMissing() {
        assertThat(json("{units: W, at: /x, optional: true, validAt: {at: /t}}", "{\"x\":null}"))
                .isEmpty();
        assertThat(read("csv", "{units: W, column: w, optional: true}", "a,w\n1,\n".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{units: W, at: 0, as: u8} | ff | 255.0 W",
                "{units: W, at: 0, as: i8} | ff | -1.0 W",
                "{units: W, at: 1, as: u16} | 000102 | 258.0 W",
                "{units: W, at: 1, as: u16, endian: little} | 000102 | 513.0 W",
                "{units: W, at: 0, as: i24} | fffffe | -2.0 W",
                "{units: W, at: 0, as: u32} | ffffffff | 4.294967295E9 W",
                "{units: W, at: 0, as: i32, endian: little} | feffffff | -2.0 W",
                "{units: W, at: 0, as: u64} | ffffffffffffffff | 1.8446744073709552E19 W",
                "{units: W, at: 0, as: f32} | 41ac0000 | 21.5 W",
                "{units: W, at: 0, as: f32, endian: little} | cdcc8c3f | 1.1 W",
                "{units: W, at: 0, as: f64} | 4035800000000000 | 21.5 W",
                "{units: W, at: 0, as: u8, bits: 4-6} | 5f | 5.0 W",
                "{type: boolean, at: 0, as: u16, bit: 9} | 0200 | true",
                "{type: boolean, at: 0, as: u16, bit: 9} | fdff | false",
                "{type: text, at: 1, as: ascii, length: 5} | 006f6e000000 | on"
            })
    void readsPackedBytes(String rule, String bytes, String expected) {
        assertThat(shown(read("binary", rule, HexFormat.of().parseHex(bytes)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{units: W, at: 0, as: f32} | 7fc00000 | v at byte 0 is not a finite number",
                "{units: W, at: 0, as: f64} | 7ff0000000000000 | v at byte 0 is not a finite number",
                "{units: W, at: 2, as: u16} | 000102 | v at byte 2 is beyond the end: the answer has 3 bytes"
            })
    void refusesPackedBytes(String rule, String bytes, String message) {
        assertThatThrownBy(() -> read("binary", rule, HexFormat.of().parseHex(bytes)))
                .hasMessage(message);
    }

    private static Optional<Observation> json(String rule, String answer) {
        return read("json", rule, answer.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Observation> read(String format, String rule, byte[] answer) {
        var yaml = "definition: a\nvariables: [device]\nread:\n  - url: http://h/x\n    format: " + format
                + "\n    values:\n      - " + rule.replaceFirst("\\{", "{name: v, ");
        var read = DefinitionReader.read(yaml.getBytes(StandardCharsets.UTF_8))
                .reads()
                .getFirst();
        var document = read.format().parse(answer, Optional.empty(), VARIABLES);
        return read.observations(document, VARIABLES, NOW).stream().findFirst();
    }

    private static String shown(Optional<Observation> observation) {
        return switch (observation.orElseThrow()) {
            case Observation.Attribute it -> it.number() + " " + it.units();
            case Observation.Status it -> it.value().toString();
        };
    }
}
