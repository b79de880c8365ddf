package io.lamplighter.driver.http.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {
    private static final String GOOD = """
            definition: acme
            variables: [host]
            base: http://{host}
            read:
              - url: /state
                values:
                  - {name: power, units: W, at: /power}
            """;

    @Test
    void readsTheSmallestDefinition() {
        var definition = read(GOOD);

        assertThat(definition.name()).isEqualTo("acme");
        assertThat(definition.title()).isEqualTo("acme");
        assertThat(definition.reads())
                .singleElement()
                .satisfies(read -> assertThat(read.request().url()).hasToString("http://{host}/state"));
    }

    @Test
    void theWordOnIsAWord() {
        var definition = read(GOOD + "      - {name: on, type: boolean, at: /on, map: {on: true, off: false}}\n");

        assertThat(definition.readsOf("on")).hasSize(1);
    }

    @Test
    void tellsEveryMistakeWithItsPlace() {
        var mistakes = mistakes("""
                definition: Acme meter
                variables: [host]
                base: http://{hots}
                pol: PT10S
                authentication: {type: barer, secret: token}
                read:
                  - url: /state
                    format: josn
                    values:
                      - {name: power, unit: W, at: power}
                      - name: Temperature
                        units: °C
                        at: /temperature
                        scale: ten
                  - url: /more
                    values: []
                set:
                  - {name: power, type: number, url: /set, body: '{"power":1}'}
                """);

        assertThat(mistakes)
                .extracting(Mistake::toString)
                .containsExactly(
                        "1:13: definition: must be lower-case letters, digits and hyphens, such as acme-meter",
                        "3:7: base: there is no variable {hots}; did you mean host?",
                        "4:1: unknown key pol; did you mean poll?",
                        "5:24: type: must be one of none, basic, bearer, apiKey, not barer",
                        "8:13: format: must be one of json, html, csv, binary, not josn",
                        "10:9: needs the key units",
                        "10:23: unknown key unit; did you mean units?",
                        "10:36: at: must be a JSON Pointer such as /state/on",
                        "11:15: name: must be lower-case letters, digits and underscores, such as power_1",
                        "12:16: units: must be a UCUM code: Cel instead of °C",
                        "14:16: scale: must be a number, not ten",
                        "15:5: needs the key values, with at least one value",
                        "18:5: needs {value} in its url or body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: http://user@{host}/x | must be an address",
                "url: ftp://{host}/x | must be an address",
                "url: '/x#y' | must be an address",
                "url: /a/../b | must not have .. in its path",
                "url: /{device} | there is no variable {device}",
                "url: /x~body: '{\"a\":}' | must be JSON, and is not at its line 1",
                "url: /x~method: FETCH | must be one of GET, POST",
                "url: /x~headers: {Authorization: secret} | secrets are not written here",
                "url: /x~headers: {'a b': x} | must be the name of a header"
            })
    void refusesRequests(String request, String message) {
        assertThat(mistakes("definition: a\nvariables: [host]\nbase: http://{host}\nread:\n  - "
                        + request.replace("~", "\n    ")
                        + "\n    values: [{name: x, units: W, at: /x}]"))
                .anyMatch(mistake -> mistake.line() >= 5 && mistake.message().contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | {name: x, units: W} | needs the key at",
                "json | {name: x, units: W, at: /x, jsonata: x} | needs either at or jsonata, not both",
                "json | {name: x, units: W, jsonata: 'x['} | must be a JSONata expression",
                "json | {name: x, units: kWh, at: /x} | kW.h instead of kWh",
                "json | {name: x, units: Watts, at: /x} | must be a UCUM code such as",
                "json | {name: x, type: text, units: W, at: /x} | only numbers have units",
                "json | {name: x, units: {at: /u}, at: /x} | needs the key map",
                "json | {name: x, type: boolean, at: /x, map: {a: maybe}} | must be one of true, false",
                "json | {name: x, type: text, at: /x, otherwise: y} | needs the key map",
                "json | {name: x, units: W, at: /x, match: '(('} | must be a regular expression",
                "json | {name: x, units: W, at: /x, min: 2, max: 1} | must not be above max",
                "json | {name: x, units: W, at: /x, scale: 0} | must not be 0",
                "json | {name: x, units: W, at: /x, validAt: {at: /t, zone: Mars/Olympus}} | must be a time zone",
                "json | {name: x, units: W, at: /x, validAt: {at: /t, format: QQQQQQQ}} | format:",
                "json | {name: x, units: W, at: /x, validAt: {at: /t, within: 5 minutes}} | must be a positive duration",
                "html | {name: x, units: W, select: 'a[['} | must be a CSS selector",
                "html | {name: x, units: W, at: /x} | needs the key select",
                "csv | {name: x, units: W} | needs the key column",
                "binary | {name: x, units: W, at: 0, as: u12} | must be one of u8, i8",
                "binary | {name: x, units: W, at: -1, as: u8} | must be a whole number",
                "binary | {name: x, units: W, at: 0, as: u8, bits: 4-9} | must be a whole number from 4 to 7",
                "binary | {name: x, type: boolean, at: 0, as: f32, bit: 3} | bits are taken from whole numbers only",
                "binary | {name: x, type: text, at: 0, as: ascii} | needs the key length"
            })
    void refusesValues(String format, String value, String message) {
        assertThat(mistakes("definition: a\nread:\n  - url: http://h/x\n    format: " + format
                        + "\n    values:\n      - " + value))
                .anyMatch(mistake -> mistake.line() == 6
                        && mistake.column() >= 9
                        && mistake.message().contains(message));
    }

    @Test
    void whatIsSetIsAlsoRead() {
        assertThat(mistakes(GOOD + "set: [{name: powr, type: number, url: '/set?to={value}'}]"))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message())
                        .contains("powr is not among what is read", "did you mean power?"));
    }

    @Test
    void namesAreThereOnce() {
        assertThat(mistakes(GOOD + "      - {name: power, units: W, at: /other}\n"))
                .extracting(Mistake::message)
                .containsExactly("read: there are two values named power");
        assertThat(mistakes(GOOD + "base: http://x\n"))
                .extracting(Mistake::toString)
                .containsExactly("8:1: base is already there");
    }

    @Test
    void thePastNeedsATime() {
        assertThat(
                        mistakes(
                                GOOD
                                        + "history: {url: '/past?since={since}', items: '', values: [{name: power, units: W, at: /p}]}"))
                .extracting(Mistake::message)
                .containsExactly("needs the key validAt, or else the past would be the present");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "definition: [",
                "a: b: c",
                "\tdefinition: x",
                "a: &x [*x",
                "--- a\n--- b",
                "\u0000"
            })
    void whatIsNotYamlIsOneMistakeWithItsPlace(String yaml) {
        assertThat(mistakes(yaml)).singleElement().satisfies(mistake -> {
            assertThat(mistake.message()).contains("must ");
            assertThat(mistake.line()).isPositive();
            assertThat(mistake.column()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "just words",
                "[1, 2]",
                "1",
                "definition: {a: b}",
                "read: 7",
                "read: [7]",
                "set: x",
                "variables: {a: b}"
            })
    void whatHasAnotherShapeIsTold(String yaml) {
        assertThat(mistakes(yaml)).isNotEmpty();
    }

    @Test
    void sizesAreBounded() {
        assertThat(mistakes("x".repeat(DefinitionReader.LARGEST_FILE + 1)))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("must not be larger"));
        assertThat(mistakes("[".repeat(10_000))).isNotEmpty();
        assertThat(mistakes("k: v\n".repeat(1) + "x1: y\n".repeat(1000))).hasSizeLessThanOrEqualTo(100);
    }

    private static Definition read(String yaml) {
        return DefinitionReader.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Mistake> mistakes(String yaml) {
        return catchThrowableOfType(MistakenDefinitionException.class, () -> read(yaml))
                .mistakes();
    }
}
