package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.Unsupported;
import io.lamplighter.driver.Scope;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How it is told who calls. */
class SecurityTest extends WotTest {
    private static final Map<String, String> SECRETS =
            Map.of("user", "me", "password", "pass:word", "token", "tok-123", "key", "k&y=1");
    private static final Account ACCOUNT = StubThing.account(SECRETS);

    private void described(String definitions, String security) {
        stub.answering(
                        "/td",
                        ("{'@context':'x','title':'Stub','securityDefinitions':{%s},'security':%s,"
                                        + "'properties':{'x':{'type':'number','forms':[{'href':'/x?a=1'}]}}}")
                                .formatted(definitions, security)
                                .replace('\'', '"'))
                .answering("/x", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'a':{'scheme':'basic','in':'header'} | authorization | Basic bWU6cGFzczp3b3Jk",
                "'a':{'scheme':'basic'} | authorization | Basic bWU6cGFzczp3b3Jk",
                "'a':{'scheme':'bearer'} | authorization | Bearer tok-123",
                "'a':{'scheme':'bearer','in':'header','name':'X-Auth'} | x-auth | Bearer tok-123",
                "'a':{'scheme':'bearer','in':'cookie','name':'session'} | cookie | session=tok-123",
                "'a':{'scheme':'oauth2','flow':'code'} | authorization | Bearer tok-123",
                "'a':{'scheme':'apikey','in':'header','name':'hue-application-key'} | hue-application-key | k&y=1",
                "'a':{'scheme':'apikey','in':'cookie','name':'sid'} | cookie | sid=k%26y%3D1",
                "'b':{'scheme':'bearer'},'a':{'scheme':'combo','oneOf':['b']} | authorization | Bearer tok-123"
            })
    void credentialsGoWhereTheDescriptionSays(String definitions, String header, String value) {
        described(definitions, "'a'");

        assertThat(awaited(driver.read(stub.device(ACCOUNT), Scope.ALL))).hasSize(1);
        assertThat(stub.headers).containsEntry(header, value);
        assertThat(stub.asked).containsExactly("GET /td", "GET /x?a=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'scheme':'apikey','name':'api_key'} | GET /x?a=1&api_key=k%26y%3D1",
                "{'scheme':'apikey','in':'query','name':'k'} | GET /x?a=1&k=k%26y%3D1",
                "{'scheme':'bearer','in':'query','name':'access_token'} | GET /x?a=1&access_token=tok-123"
            })
    void credentialsGoIntoTheQueryWhereTheDescriptionSays(String definition, String asked) {
        described("'a':" + definition, "['a']");

        assertThat(awaited(driver.read(stub.device(ACCOUNT), Scope.ALL))).hasSize(1);
        assertThat(stub.asked).contains(asked);
    }

    @Test
    void allOfSeveralAreSentAndTheFirstOfWhichThereIsASecret() {
        described(
                "'k':{'scheme':'apikey','in':'header','name':'X-Key'},'b':{'scheme':'basic'},'t':{'scheme':'bearer'},"
                        + "'d':{'scheme':'digest'},'any':{'scheme':'combo','oneOf':['d','t','b']}",
                "['k','any']");

        assertThat(awaited(driver.read(
                        stub.device(StubThing.account(Map.of("user", "u", "password", "p", "key", "k"))), Scope.ALL)))
                .hasSize(1);
        assertThat(stub.headers).containsEntry("x-key", "k").containsEntry("authorization", "Basic dTpw");
    }

    @Test
    void aFormMayWantOtherCredentialsThanTheThing() {
        stub.answering(
                        "/td",
                        StubThing.description(
                                        "'properties':{'x':{'type':'number','forms':[{'href':'/x','security':'k'}]}}")
                                .replace(
                                        "{\"none\":",
                                        "{\"k\":{\"scheme\":\"apikey\",\"in\":\"header\",\"name\":\"k\"},\"none\":"))
                .answering("/x", "1");

        assertThat(awaited(driver.read(stub.device(ACCOUNT), Scope.ALL))).hasSize(1);
        assertThat(stub.headers).containsEntry("k", "k&y=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'scheme':'digest'}", "{'scheme':'psk'}", "{'scheme':'apikey','in':'body','name':'k'}",
                        "{'scheme':'apikey'}",
                "{'scheme':'basic','in':'query'}", "{}", "{'scheme':'apikey','in':'header','name':'a b'}",
                        "{'scheme':'combo'}"
            })
    void schemesThatAreNotKnownAreUnsupportedWithTheReason(String definition) {
        described("'a':" + definition, "'a'");

        assertThat(readFailure(stub.device(ACCOUNT)))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("nothing of what was asked for");
        assertThat(stub.asked).containsExactly("GET /td");
    }

    @Test
    void aMissingSecretIsAFailedAuthentication() {
        described("'a':{'scheme':'bearer'}", "'a'");

        assertThat(readFailure(stub.device()))
                .isInstanceOf(AuthenticationFailed.class)
                .hasMessageContaining("token");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aWrongSecretIsAFailedAuthenticationAndIsNotTold(int status) {
        described("'a':{'scheme':'apikey','in':'query','name':'api_key'}", "'a'");
        stub.answering("/x", status);

        assertThat(readFailure(stub.device(ACCOUNT)))
                .isInstanceOf(AuthenticationFailed.class)
                .hasMessageNotContainingAny("k&y", "k%26y");
        stub.close();
        assertThat(readFailure(stub.device(ACCOUNT))).hasMessageNotContainingAny("k&y", "k%26y");
    }

    @ParameterizedTest
    @CsvSource({
        "Basic realm=x, Basic bWU6cGFzczp3b3Jk",
        "Bearer, Bearer tok-123",
        "'', Bearer tok-123",
        "OAuth realm=x, Bearer tok-123"
    })
    void aDescriptionThatIsNotForEverybodyIsAskedForAgainAsItSays(String challenge, String expected) {
        described("'a':{'scheme':'nosec'}", "'a'");
        var description = StubThing.description("'properties':{'x':{'type':'number','forms':[{'href':'/x'}]}}");
        stub.answering("/td", request -> protect(request, challenge, expected, description));

        assertThat(awaited(driver.read(stub.device(ACCOUNT), Scope.ALL))).hasSize(1);
        pass(java.time.Duration.ofHours(1));
        assertThat(awaited(driver.read(stub.device(ACCOUNT), Scope.ALL))).hasSize(1);
        assertThat(stub.asked).containsExactly("GET /td", "GET /td", "GET /x", "GET /td", "GET /x");
        pass(java.time.Duration.ofHours(1));
        assertThat(readFailure(stub.device(StubThing.account(Map.of("key", "k")))))
                .isInstanceOf(AuthenticationFailed.class);
    }

    private static void protect(HttpServerRequest request, String challenge, String expected, String description) {
        if (expected.equals(request.getHeader("Authorization"))) {
            request.response().end(description);
        } else if (challenge.isEmpty()) {
            request.response().setStatusCode(401).end();
        } else {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", challenge)
                    .end();
        }
    }
}
