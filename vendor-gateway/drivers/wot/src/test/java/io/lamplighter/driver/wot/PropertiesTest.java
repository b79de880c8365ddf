package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.Rejected;
import io.lamplighter.driver.DriverException.Unsupported;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing of properties, as descriptions say. */
class PropertiesTest extends WotTest {
    private static final String READ_ALL = ",'forms':[{'href':'/all','op':'readallproperties'}]";

    @Test
    void readsEachPropertyWhereNothingReadsAll() {
        stub.described("'properties':{'on':{'type':'boolean','forms':[{'href':'on'}]},"
                        + "'airTemperature':{'type':'number','unit':'degree celsius','forms':[{'href':'/a/t'}]}}")
                .answering("/on", "true")
                .answering("/a/t", "21.5");

        assertThat(read()).containsExactly(entry("on", "true"), entry("air_temperature", "21.5 Cel"));
        assertThat(stub.asked).containsExactly("GET /td", "GET /on", "GET /a/t");
    }

    @Test
    void aBaseOfAnotherProtocolHidesNothingThatIsNotRelativeToIt() {
        stub.described(
                        "'base':'coap://coap.example/','properties':{'near':{'type':'number','forms':[{'href':'http://%s/near'}]},"
                                        .formatted(stub.authority())
                                + "'far':{'type':'number','forms':[{'href':'far'}]}}")
                .answering("/near", "7");

        assertThat(read()).containsExactly(entry("near", "7.0 1"));
        assertThat(setFailure("far", 3))
                .isInstanceOf(Unsupported.class)
                .hasMessage("far cannot be used: the protocol coap is not known here");
    }

    /** As Eclipse Ditto describes its features. */
    @Test
    void variablesOfAQueryMayHaveHyphens() {
        stub.described(
                        "'uriVariables':{'response-required':{'type':'boolean'},'time-out':{'type':'integer','default':5}},"
                                + "'properties':{'x':{'type':'number','forms':[{'href':'/x-y{?time-out,response-required}'}]}}")
                .answering("/x-y", "7");

        assertThat(read()).containsExactly(entry("x", "7.0 1"));
        assertThat(stub.asked).contains("GET /x-y?time-out=5");
    }

    /** Some servients choose by it what an event stream carries. */
    @Test
    void aFormMaySayWhatIsAccepted() {
        stub.described("'properties':{'x':{'type':'number','forms':[{'href':'/x','htv:headers':["
                        + "{'htv:fieldName':'accept','htv:fieldValue':'application/senml+json'}]}]}}")
                .answering("/x", "7");

        assertThat(read()).containsExactly(entry("x", "7.0 1"));
        assertThat(stub.headers).containsEntry("accept", "application/senml+json");
    }

    @Test
    void readsAllAtOnceWhereThatIsDescribed() {
        stub.described("'properties':{'on':{'type':'boolean','forms':[{'href':'on'}]},'x':{'type':'integer'}}"
                        + READ_ALL)
                .answering("/all", "{\"on\":false,\"x\":7,\"newer\":{}}");

        assertThat(read()).containsExactly(entry("on", "false"), entry("x", "7.0 1"));
        assertThat(stub.asked).containsExactly("GET /td", "GET /all");
    }

    @Test
    void readsEachWhenReadingAllFails() {
        stub.described("'properties':{'on':{'type':'boolean','forms':[{'href':'on'}]},"
                        + "'bad':{'type':'boolean','forms':[{'href':'bad'}]}}" + READ_ALL)
                .answering("/all", 500)
                .answering("/bad", 500)
                .answering("/on", "true");

        assertThat(read()).containsExactly(entry("on", "true"));
    }

    @Test
    void asksForNothingThatIsNotWanted() {
        stub.described(
                        "'properties':{'on':{'type':'boolean','forms':[{'href':'on'}]},'x':{'type':'number','forms':[{'href':'x'}]}}")
                .answering("/on", "true")
                .answering("/x", "1");

        assertThat(awaited(driver.read(stub.device(), Scope.ATTRIBUTES)))
                .extracting(Observation::name)
                .containsExactly("x");
        assertThat(stub.asked).doesNotContain("GET /on");
    }

    @Test
    void writeOnlyPropertiesAreNotReadAndReadOnlyOnesNotWritten() {
        stub.described("'properties':{'pin':{'type':'string','writeOnly':true,'forms':[{'href':'pin'}]},"
                        + "'x':{'type':'number','readOnly':true,'forms':[{'href':'x'}]}}")
                .answering("/pin", 204)
                .answering("/x", "1");

        assertThat(read()).containsOnlyKeys("x");
        assertThat(set("pin", "1234")).containsExactly(entry("pin", "1234"));
        assertThat(stub.asked).contains("PUT /pin \"1234\"").doesNotContain("GET /pin");
        assertThat(setFailure("x", 3)).isInstanceOf(Unsupported.class);
    }

    @Test
    void flattensObjectsAndListedElements() {
        stub.described(
                        "'properties':{'state':{'type':'object','properties':{'isOn':{'type':'boolean'},"
                                + "'colour':{'type':'object','properties':{'hue':{'type':'number','unit':'degrees'}}}},'forms':[{'href':'s'}]},"
                                + "'rgb':{'type':'array','minItems':3,'maxItems':3,'items':{'type':'integer'},'forms':[{'href':'rgb'}]},"
                                + "'pair':{'type':'array','items':[{'type':'string'},{'type':'boolean'}],'forms':[{'href':'pair'}]},"
                                + "'data':{'type':'array','items':{'type':'object','properties':{'lux':{'type':'number','unit':'lux'}}},'forms':[{'href':'d'}]}}")
                .answering("/s", "{\"isOn\":true,\"colour\":{\"hue\":120},\"newer\":1}")
                .answering("/rgb", "[1,2,3]")
                .answering("/pair", "[\"a\",false]")
                .answering("/d", "[{\"lux\":300}]");

        assertThat(read())
                .containsExactly(
                        entry("state_is_on", "true"),
                        entry("state_colour_hue", "120.0 deg"),
                        entry("rgb_0", "1.0 1"),
                        entry("rgb_1", "2.0 1"),
                        entry("rgb_2", "3.0 1"),
                        entry("pair_0", "a"),
                        entry("pair_1", "false"),
                        entry("data_0_lux", "300.0 lx"));
    }

    @Test
    void setsAMemberOfAnObjectAndLeavesTheOthers() {
        var held = new AtomicReference<>("{\"hue\":1,\"more\":{\"x\":2}}");
        stub.described(
                        "'properties':{'colour':{'type':'object','properties':{'hue':{'type':'number'}},'forms':[{'href':'c'}]}}")
                .answering("/c", request -> {
                    if (request.method().name().equals("PUT")) {
                        held.set(stub.asked.getLast().replaceFirst("^PUT /c ", ""));
                    }
                    request.response().end(held.get());
                });

        assertThat(set("colour_hue", 200)).containsEntry("colour_hue", "200.0 1");
        assertThat(stub.asked).contains("PUT /c {\"hue\":200,\"more\":{\"x\":2}}");
    }

    @Test
    void missingAndNullAreNoObservationAndLongTextsNone() {
        stub.described(
                        "'properties':{'a':{'type':'number'},'b':{'type':'boolean'},'c':{'type':'string'},'d':{'type':'string'}}"
                                + READ_ALL)
                .answering("/all", "{\"a\":null,\"c\":\"%s\",\"d\":\"d\"}".formatted("x".repeat(1025)));

        assertThat(read()).containsExactly(entry("d", "d"));
    }

    @Test
    void whatIsNotTypedIsWhatComes() {
        stub.described(
                        "'properties':{'a':{},'b':{},'c':{},'d':{},'e':{'type':['number','null']},'f':{'oneOf':[{'type':'string'},{'type':'number'}]}}"
                                + READ_ALL)
                .answering("/all", "{\"a\":1,\"b\":true,\"c\":\"x\",\"d\":{\"y\":1},\"e\":2,\"f\":\"z\"}");

        assertThat(read())
                .containsExactly(
                        entry("a", "1.0 1"), entry("b", "true"), entry("c", "x"), entry("e", "2.0 1"), entry("f", "z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":\"12\"}",
                "{\"x\":true}",
                "{\"x\":NaN}",
                "{\"x\":1e999}",
                "{\"x\":[1]}",
                "[]",
                "null",
                "",
                "{\"x\":1} {}",
                "{\"x\":"
            })
    void whatIsNotAsDescribedIsAProtocolViolation(String all) {
        stub.described("'properties':{'x':{'type':'number'}}" + READ_ALL).answering("/all", all);

        assertThat(readFailure(stub.device())).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void readsAndWritesPlainText() {
        stub.described(
                        "'properties':{'x':{'type':'number','forms':[{'href':'x','contentType':'text/plain; charset=utf-8'}]},"
                                + "'on':{'type':'boolean','forms':[{'href':'on','contentType':'text/plain'}]}}")
                .answering("/x", " 12.5\n")
                .answering("/on", "true");

        assertThat(read()).containsExactly(entry("x", "12.5 1"), entry("on", "true"));
        assertThat(set("x", 12.5)).containsEntry("x", "12.5 1");
        assertThat(stub.asked).contains("PUT /x 12.5");
        stub.answering("/x", "warm");
        assertThat(readFailure(stub.device())).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void choosesJsonOverHttpAmongForms() {
        stub.described(
                        "'properties':{'x':{'type':'number','forms':[{'href':'mqtt://broker/x'},"
                                + "{'href':'cbor','contentType':'application/cbor'},{'href':'text','contentType':'text/plain'},"
                                + "{'href':'http://127.0.0.1:1/x'},{'href':'json','op':['readproperty'],'contentType':'application/json;charset=utf-8'}]}}")
                .answering("/json", "1");

        assertThat(read()).containsExactly(entry("x", "1.0 1"));
    }

    @Test
    void whatIsOverAnotherProtocolIsUnsupportedWithTheReason() {
        stub.described("'properties':{'x':{'type':'number','forms':[{'href':'coap://127.0.0.1/x'}]},"
                + "'y':{'type':'number','forms':[{'href':'y','contentType':'image/png'}]}}");

        assertThat(setFailure("x", 1))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("protocol coap is not known");
        assertThat(setFailure("y", 1)).isInstanceOf(Unsupported.class).hasMessageContaining("image/png");
        assertThat(readFailure(stub.device())).isInstanceOf(Unsupported.class).hasMessageContaining("coap");
    }

    @Test
    void methodsHeadersAndBaseAreThoseOfTheDescription() {
        stub.described("'base':'http://%s/base/','properties':{'x':{'type':'number','forms':["
                                .formatted(stub.authority())
                        + "{'href':'../x?y=1','op':'readproperty','htv:methodName':'POST','htv:headers':[{'htv:fieldName':'X-Mode','htv:fieldValue':'full'}]},"
                        + "{'href':'w','op':['writeproperty'],'htv:methodName':'PATCH'}]}}")
                .answering("/x", "3")
                .answering("/base/w", 204);

        assertThat(set("x", 3)).containsEntry("x", "3.0 1");
        assertThat(stub.asked).containsExactly("GET /td", "PATCH /base/w 3", "POST /x?y=1");
        assertThat(stub.headers).containsEntry("x-mode", "full");
    }

    @Test
    void readsOnceForEachListedValueOfAVariable() {
        stub.described(
                        "'properties':{'level':{'type':'number','unit':'percent','uriVariables':{'id':{'type':'string','enum':['water','coffeeBeans']},"
                                + "'step':{'type':'integer'}},'forms':[{'href':'/level{?id,step}'}]}}")
                .answering(
                        "/level",
                        request -> request.response().end(request.getParam("id").equals("water") ? "80" : "20"));

        assertThat(read()).containsExactly(entry("level_water", "80.0 %"), entry("level_coffee_beans", "20.0 %"));
        assertThat(set("level_water", 80)).containsEntry("level_water", "80.0 %");
        assertThat(stub.asked).contains("GET /level?id=water", "GET /level?id=coffeeBeans", "PUT /level?id=water 80");
    }

    @Test
    void valuesOfVariablesComeFromTheDeviceOrTheDescription() {
        stub.described(
                        "'uriVariables':{'room':{'type':'string'}},'properties':{'x':{'type':'number','uriVariables':{'v':{'default':'a b'}},"
                                + "'forms':[{'href':'/{room}/x{?v}'}]}}")
                .answering("/hall/x", "1");
        var device = new VendorDevice(
                Account.named("default"), Map.of("td", stub.device().vendorId("td"), "variables", "room=hall"));

        assertThat(shown(awaited(driver.read(device, Scope.ALL)))).containsKey("x");
        assertThat(stub.asked).contains("GET /hall/x?v=a%20b");
        assertThat(readFailure(stub.device())).isInstanceOf(Unsupported.class).hasMessageContaining("room");
    }

    @ParameterizedTest
    @CsvSource({
        "n, 101",
        "n, -1",
        "n, 0.5",
        "n, warm",
        "n, true",
        "e, three",
        "e, 1",
        "b, 1",
        "b, on",
        "s, toolong",
        "s, 1",
        "x, 0"
    })
    void valuesThatAreNotAllowedAreNotSent(String name, String text) {
        stub.described(
                "'properties':{'n':{'type':'integer','minimum':0,'maximum':100,'forms':[{'href':'n'}]},"
                        + "'e':{'type':'string','enum':['one','two'],'forms':[{'href':'e'}]},'b':{'type':'boolean','forms':[{'href':'b'}]},"
                        + "'s':{'type':'string','maxLength':5,'forms':[{'href':'s'}]},'x':{'type':'number','exclusiveMinimum':0,'forms':[{'href':'x'}]}}");
        var value = text.matches("-?[0-9.]+") ? (Object) Double.valueOf(text) : text.equals("true") ? true : text;

        assertThat(setFailure(name, value)).isInstanceOf(Rejected.class);
        assertThat(stub.asked).containsExactly("GET /td");
    }

    @Test
    void aSetThatIsRefusedIsToldAsSuch() {
        stub.described("'properties':{'x':{'type':'number','forms':[{'href':'x'}]}}")
                .answering("/x", 422);

        assertThat(setFailure("x", 1)).isInstanceOf(Rejected.class).hasMessageContaining("422");
        assertThat(setFailure("x", Double.NaN)).isInstanceOf(Rejected.class);
    }

    @Test
    void annotationsGiveTheNamesOfOtherDriversWhereThatIsClear() {
        // What draws power may not take the name that something else has.
        stub.described("'properties':{'power':{'type':'boolean','@type':'OnOffProperty'},"
                        + "'heat':{'type':'number','@type':'TargetTemperatureProperty'},'cool':{'type':'number','@type':'TargetTemperatureProperty'},"
                        + "'watts':{'type':'number','unit':'watt','@type':['InstantaneousPowerProperty']}}" + READ_ALL)
                .answering("/all", "{\"power\":true,\"heat\":20,\"cool\":25,\"watts\":3}");

        assertThat(read()).containsOnlyKeys("on", "heat", "cool", "watts");
    }

    @Test
    void namesAreEachGivenOnce() {
        stub.described(
                        "'properties':{'a-b':{'type':'number'},'aB':{'type':'number'},'2nd':{'type':'number'},'Größe':{'type':'number'},"
                                + "'温度':{'type':'number'}},'actions':{'ab':{'forms':[{'href':'ab'}]},'a_b':{'forms':[{'href':'a_b'}]}}"
                                + READ_ALL)
                .answering("/all", "{\"a-b\":1,\"aB\":2,\"2nd\":3,\"Größe\":4,\"温度\":5}")
                .answering("/a_b", 204);

        assertThat(read().keySet())
                .startsWith("a_b", "a_b_property", "n_2nd", "gro_e")
                .hasSize(5)
                .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
        assertThat(set("a_b_action", true)).containsEntry("a_b_action", "true");
    }

    @Test
    void whatWasReadBackIsWhatTheDeviceSays() {
        stub.described("'properties':{'x':{'type':'number','forms':[{'href':'x'}]}}")
                .answering("/x", "7");

        assertThat(awaited(driver.set(stub.device(), new Setting("x", 9))))
                .isEqualTo(List.of(
                        new Observation.Attribute("x", 7, "1", java.time.Instant.parse("2026-11-21T02:30:00Z"))));
        stub.answering("/x", "null");
        assertThat(setFailure("x", 9)).isInstanceOf(ProtocolViolation.class);
    }
}
