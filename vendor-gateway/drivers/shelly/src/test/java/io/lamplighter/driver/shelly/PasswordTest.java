package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.lamplighter.simulated.SimulatedVendor;
import io.lamplighter.simulated.SimulatedVendorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device with a password, over HTTP and over its websocket. */
class PasswordTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ShellyDriver driver = new ShellyDriver(vertx);
    private final SimulatedVendor vendor = SimulatedVendor.start(SimulatedVendorOptions.defaults());
    private final AtomicInteger counted = new AtomicInteger();

    @BeforeEach
    void protect() throws IOException, InterruptedException {
        control("{\"password\":\"rose\"}");
    }

    private void control(String behaviour) throws IOException, InterruptedException {
        var _ = send(HttpRequest.newBuilder(at("/control")).PUT(BodyPublishers.ofString(behaviour)));
    }

    /** Requests that the device got. */
    private int requests() throws IOException, InterruptedException {
        return new JsonObject(send(HttpRequest.newBuilder(at("/calls")))).getInteger("requests");
    }

    private URI at(String path) {
        return URI.create("http://" + vendor.authority() + "/kitchen-heater" + path);
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    @AfterEach
    void close() {
        driver.close();
        vendor.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private VendorDevice device(String password) {
        var account = new Account("default", Map.of(), name -> Optional.ofNullable(password), counted::incrementAndGet);
        return new VendorDevice(account, Map.of("address", vendor.authority() + "/kitchen-heater"));
    }

    @Test
    void theRightPasswordOpensADevice() {
        assertThat(driver.read(device("rose"), Scope.ALL).await().atMost(PATIENCE))
                .isNotEmpty();
        assertThat(driver.set(device("rose"), new Setting("on", true)).await().atMost(PATIENCE))
                .anyMatch(observation -> observation.value().equals(true));
        assertThat(told("rose")).isInstanceOf(Pushed.Opened.class);
    }

    @Test
    void theWrongOneAndNoneDoNot() {
        for (var password : new String[] {"tulip", null}) {
            assertThat(failure(driver.read(device(password), Scope.ALL)))
                    .isInstanceOf(DriverException.AuthenticationFailed.class)
                    .hasMessageNotContaining("tulip");
            assertThat(failure(driver.subscribe(device(password).account(), Watched.only(Set.of(device(password))))
                            .toUni()))
                    .isInstanceOf(DriverException.AuthenticationFailed.class);
        }
    }

    @Test
    void onlyTheFirstCallOfADeviceCostsTwoRequests() throws Exception {
        for (var calls = 1; calls <= 5; calls++) {
            assertThat(driver.read(device("rose"), Scope.ALL).await().atMost(PATIENCE))
                    .isNotEmpty();
            assertThat(requests()).isEqualTo(calls + 1);
        }
        assertThat(driver.set(device("rose"), new Setting("on", true)).await().atMost(PATIENCE))
                .isNotEmpty();
        assertThat(requests()).isEqualTo(6 + 2);
        assertThat(counted).as("told to whoever counts").hasValue(requests());
    }

    @Test
    void aStaleNonceCostsOneRequestMore() throws Exception {
        assertThat(driver.read(device("rose"), Scope.ALL).await().atMost(PATIENCE))
                .isNotEmpty();
        control("{\"password\":\"rose\",\"nonce\":1800000000}");

        for (var calls = 1; calls <= 3; calls++) {
            assertThat(driver.read(device("rose"), Scope.ALL).await().atMost(PATIENCE))
                    .isNotEmpty();
            assertThat(requests()).isEqualTo(2 + 1 + calls);
        }
        assertThat(counted).hasValue(requests());
    }

    @Test
    void aPasswordThatChangesIsProvenAnew() throws Exception {
        assertThat(driver.read(device("rose"), Scope.ALL).await().atMost(PATIENCE))
                .isNotEmpty();
        control("{\"password\":\"tulip\"}");

        assertThat(failure(driver.read(device("rose"), Scope.ALL)))
                .isInstanceOf(DriverException.AuthenticationFailed.class);
        assertThat(driver.read(device("tulip"), Scope.ALL).await().atMost(PATIENCE))
                .isNotEmpty();
        assertThat(counted).as("refused proofs are counted too").hasValue(requests());
    }

    /** RFC 7616 3.4: who proves it again with the same nonce counts on. */
    @Test
    void answersToTheSameChallengeAreNumbered() {
        var sessions = new Sessions();
        var address = ShellyAddress.parse("plug.local");
        var account = device("rose").account();
        var challenge = new Challenge.Digest("plug", "1725185413");

        var first = sessions.open(address, challenge).authorization(account, "GET", "/rpc/Shelly.GetStatus");
        var again = sessions.of(address).orElseThrow().authorization(account, "GET", "/rpc/Shelly.GetStatus");
        var asked = sessions.open(address, challenge).authorization(account, "GET", "/rpc/Shelly.GetStatus");
        var anew = sessions.open(address, new Challenge.Digest("plug", "1725185999"))
                .authorization(account, "GET", "/rpc/Shelly.GetStatus");

        assertThat(first).contains("nc=00000001");
        assertThat(again).contains("nc=00000002");
        assertThat(asked).contains("nc=00000003");
        assertThat(anew).contains("nc=00000001").contains("nonce=\"1725185999\"");
        assertThat(sessions.of(ShellyAddress.parse("other.local"))).isEmpty();
    }

    /** The example of RFC 7616 3.9.1, but for the names of user and password. */
    @Test
    void challengesAreReadAsTheRfcWritesThem() {
        var header = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256,"
                + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

        assertThat(Challenge.of(header))
                .contains(
                        new Challenge.Digest("http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"));
        assertThat(Challenge.of("Digest realm=\"x\", nonce=\"y\", algorithm=MD5"))
                .isEmpty();
        assertThat(Challenge.of("Bearer")).isEmpty();
        assertThat(Challenge.Digest.of(JsonNodeFactory.instance.objectNode())).isEmpty();
    }

    @Test
    void generationOneIsToldUserAndPassword() {
        var account = new Account("default", Map.of("user", "me"), name -> Optional.of("rose"));

        assertThat(Challenge.of("Basic realm=\"shelly\"").orElseThrow().authorization(account, "GET", "/status", 1))
                .isEqualTo("Basic bWU6cm9zZQ==");
    }

    private Pushed told(String password) {
        var device = device(password);
        return driver.subscribe(device.account(), Watched.only(Set.of(device)))
                .toUni()
                .await()
                .atMost(PATIENCE);
    }

    private static Throwable failure(io.smallrye.mutiny.Uni<?> call) {
        return call.map(item -> (Throwable) new AssertionError(item))
                .onFailure()
                .recoverWithItem(thrown -> thrown)
                .await()
                .atMost(PATIENCE);
    }
}
