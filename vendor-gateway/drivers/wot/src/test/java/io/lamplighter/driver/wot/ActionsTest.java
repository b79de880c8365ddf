package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.DriverException.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions are invoked by setting their names. */
class ActionsTest extends WotTest {
    @Test
    void whatNeedsNoInputIsInvokedWithTrue() {
        stub.described("'properties':{'on':{'type':'boolean','forms':[{'href':'on','op':'readproperty'}]}},"
                        + "'actions':{'toggleNow':{'forms':[{'href':'toggle'}]}}")
                .answering("/toggle", 204)
                .answering("/on", "true");

        assertThat(set("toggle_now", true)).containsExactly(entry("toggle_now", "true"), entry("on", "true"));
        assertThat(stub.asked).containsExactly("GET /td", "POST /toggle", "GET /on");
        assertThat(setFailure("toggle_now", false)).isInstanceOf(Rejected.class);
        assertThat(setFailure("toggle_now", 3)).isInstanceOf(Rejected.class);
    }

    @Test
    void aSingleInputIsTheValue() {
        stub.described(
                        "'actions':{'panTo':{'input':{'type':'number','unit':'degrees','minimum':-90,'maximum':90},'forms':[{'href':'pan'}]},"
                                + "'say':{'input':{'type':'string'},'forms':[{'href':'say','contentType':'text/plain'}]}}")
                .answering("/pan", 200)
                .answering("/say", 202);

        assertThat(set("pan_to", 45)).containsExactly(entry("pan_to", "45.0 deg"));
        assertThat(set("say", "hello")).containsExactly(entry("say", "hello"));
        assertThat(stub.asked).containsExactly("GET /td", "POST /pan 45", "POST /say hello");
        assertThat(setFailure("pan_to", 91)).isInstanceOf(Rejected.class);
    }

    @Test
    void membersAreToldAsAJsonObject() {
        stub.described(
                        "'actions':{'fade':{'input':{'type':'object','required':['level'],'properties':{'level':{'type':'integer','maximum':100},"
                                + "'duration':{'type':'number'}}},'forms':[{'href':'fade'}]}}")
                .answering("/fade", 201);

        assertThat(set("fade", "{\"level\":50,\"duration\":1.5}")).containsKey("fade");
        assertThat(stub.asked).containsExactly("GET /td", "POST /fade {\"level\":50,\"duration\":1.5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"duration\":1} | needs level",
                "{\"level\":101} | from",
                "{\"level\":\"x\"} | whole number",
                "{\"level\" | JSON object",
                "x | JSON object"
            })
    void membersThatAreNotAllowedAreNotSent(String value, String reason) {
        stub.described(
                "'actions':{'fade':{'input':{'type':'object','required':['level'],'properties':{'level':{'type':'integer','maximum':100},"
                        + "'duration':{'type':'number'}}},'forms':[{'href':'fade'}]}}");

        assertThat(setFailure("fade", value)).isInstanceOf(Rejected.class).hasMessageContaining(reason);
        assertThat(stub.asked).containsExactly("GET /td");
    }

    @Test
    void anOnlyMemberIsTheValueToo() {
        stub.described(
                        "'actions':{'dim':{'input':{'type':'object','properties':{'to':{'type':'number'}}},'forms':[{'href':'dim'}]}}")
                .answering("/dim", 204);

        assertThat(set("dim", 5)).containsExactly(entry("dim", "5.0 1"));
        assertThat(set("dim", true)).containsExactly(entry("dim", "true"));
        assertThat(stub.asked).containsExactly("GET /td", "POST /dim {\"to\":5}", "POST /dim {}");
    }

    @Test
    void variablesAreToldAmongTheMembers() {
        stub.described(
                        "'actions':{'makeDrink':{'uriVariables':{'drinkId':{'type':'string'},'size':{'type':'string','default':'m'}},"
                                + "'forms':[{'href':'/make{?drinkId,size}'}]},'call':{'uriVariables':{'floor':{'type':'integer'}},'forms':[{'href':'/call/{floor}'}]}}")
                .answering("/make", 204)
                .answering("/call/3", 204);

        assertThat(set("make_drink", "{\"drinkId\":\"flat white\"}")).containsKey("make_drink");
        assertThat(set("make_drink", true)).containsKey("make_drink");
        assertThat(set("call", "{\"floor\":3}")).containsKey("call");
        assertThat(setFailure("call", true)).isInstanceOf(Rejected.class).hasMessageContaining("floor");
        assertThat(setFailure("make_drink", "{\"sugar\":2}")).isInstanceOf(Rejected.class);
        assertThat(stub.asked)
                .filteredOn(asked -> asked.startsWith("POST"))
                .containsExactly("POST /make?drinkId=flat%20white&size=m", "POST /make?size=m", "POST /call/3");
    }

    @Test
    void whatAnActionAnswersIsToldBesideIt() {
        stub.described(
                        "'actions':{'measure':{'output':{'type':'number','unit':'lux'},'forms':[{'href':'measure'}]},"
                                + "'test':{'output':{'type':'object','properties':{'result':{'type':'boolean'}}},'forms':[{'href':'test'}]}}")
                .answering("/measure", "310")
                .answering("/test", "{\"result\":true}");

        assertThat(set("measure", true)).containsExactly(entry("measure", "true"), entry("measure_output", "310.0 lx"));
        assertThat(set("test", true)).containsEntry("test_output_result", "true");
        stub.answering("/measure", "much");
        assertThat(setFailure("measure", true)).isInstanceOf(DriverException.ProtocolViolation.class);
    }

    @Test
    void whatWasDoneIsToldEvenIfNothingCanBeReadAfterwards() {
        stub.described(
                        "'properties':{'on':{'type':'boolean','forms':[{'href':'on'}]}},'actions':{'toggle':{'forms':[{'href':'toggle'}]}}")
                .answering("/toggle", 204)
                .answering("/on", 503);

        assertThat(set("toggle", true)).containsExactly(entry("toggle", "true"));
    }

    @Test
    void aRefusedActionIsNotDone() {
        stub.described("'actions':{'toggle':{'forms':[{'href':'toggle'}]}}").answering("/toggle", 409);

        assertThat(setFailure("toggle", true)).isInstanceOf(Rejected.class);
    }
}
