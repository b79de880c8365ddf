package io.lamplighter.driver.hue;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.Unreachable;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge that is not the one that is meant hears nothing, above all no key. */
class HueTrustTest {
    private static final String ID = "001788fffe123456";
    private static final Certificates AUTHORITY = Certificates.authority("root-of-the-test");
    private static final Certificates BRIDGE = AUTHORITY.issue(ID);

    @TempDir
    private Path folder;

    private final Servers servers = new Servers();
    private final HueDriver driver = new HueDriver(servers.vertx());

    @AfterEach
    void close() {
        driver.close();
        servers.close();
    }

    @Test
    void believesTheCertificateOfTheFingerprint() {
        var shown = BRIDGE.fingerprint();

        assertBelieved(account(BRIDGE, Map.of("fingerprint", shown)));
        assertBelieved(
                account(BRIDGE, Map.of("fingerprint", shown.replace(":", "").toLowerCase(Locale.ROOT))));
    }

    @Test
    void refusesAnotherCertificateThanThatOfTheFingerprint() {
        var other = AUTHORITY.issue(ID);

        var account = account(other, Map.of("fingerprint", BRIDGE.fingerprint()));

        assertRefused(account, other.fingerprint().replace(":", "").toLowerCase(Locale.ROOT));
    }

    @Test
    void believesWhatTheAuthorityIssuedToTheBridge() throws IOException {
        assertBelieved(account(BRIDGE, Map.of("ca-file", file(AUTHORITY), "bridge-id", ID)));
        assertBelieved(account(BRIDGE, Map.of("ca-file", file(AUTHORITY), "bridge-id", "001788FFFE123456")));
        assertBelieved(
                account(AUTHORITY.issue("001788FFFE123456"), Map.of("ca-file", file(AUTHORITY), "bridge-id", ID)));
    }

    @Test
    void refusesWhatTheAuthorityIssuedToSomebodyElse() throws IOException {
        assertRefused(account(BRIDGE, Map.of("ca-file", file(AUTHORITY), "bridge-id", "001788fffe999999")), "");
        assertRefused(account(BRIDGE, Map.of("ca-file", file(AUTHORITY))), "");
    }

    @Test
    void refusesWhatAnotherAuthorityIssued() throws IOException {
        var other = Certificates.authority("root-of-the-test");

        assertRefused(account(other.issue(ID), Map.of("ca-file", file(AUTHORITY), "bridge-id", ID)), "");
        assertRefused(account(Certificates.selfSigned(ID), Map.of("ca-file", file(AUTHORITY), "bridge-id", ID)), "");
    }

    @Test
    void refusesWhatIsNoLongerGood() throws IOException {
        assertRefused(account(AUTHORITY.issueExpired(ID), Map.of("ca-file", file(AUTHORITY), "bridge-id", ID)), "");
    }

    @Test
    void believesOnlyTheMakersOfBridgesUnlessItIsToldOtherwise() {
        assertRefused(account(BRIDGE, Map.of("bridge-id", ID)), "");
        assertRefused(account(BRIDGE, Map.of()), "");
        assertRefused(account(BRIDGE, Map.of("insecure", "false")), "");
    }

    @Test
    void believesAnybodyWhereThatIsWanted() {
        assertBelieved(account(Certificates.selfSigned("anybody"), Map.of("insecure", "true")));
    }

    @ParameterizedTest
    @CsvSource({
        "insecure, maybe",
        "insecure, ''",
        "fingerprint, 12:34",
        "fingerprint, zz",
        "ca-file, /no/such/file.pem",
        "address, ''",
        "address, https://bridge",
        "address, bridge:99999",
        "address, bridge/path",
        "address, user@bridge",
        "bridge-id, 'a b'",
    })
    void settingsThatCannotBeAreToldAsSuch(String setting, String value) {
        assertRefused(account(BRIDGE, Map.of(setting, value)), setting);
    }

    @Test
    void aFileWithoutCertificatesIsToldAsSuch() throws IOException {
        var file = folder.resolve("empty.pem");
        Files.writeString(file, "hello");

        assertRefused(account(BRIDGE, Map.of("ca-file", file.toString(), "bridge-id", ID)), "");
    }

    @Test
    void thereIsOneReasonToBelieve() {
        assertRefused(account(BRIDGE, Map.of("insecure", "true", "fingerprint", BRIDGE.fingerprint())), "");
        assertRefused(account(BRIDGE, Map.of("ca-file", "x", "fingerprint", BRIDGE.fingerprint())), "");
    }

    @Test
    void anAccountWithoutAddressIsToldAsSuch() {
        var account = new Account("hall", Map.of("insecure", "true"), secret -> Optional.of("a-key"));

        assertRefused(account, "address");
    }

    @Test
    void whoDoesNotSpeakTlsIsNoBridge() {
        var plain = Servers.await(servers.vertx()
                .createNetServer()
                .connectHandler(socket -> socket.handler(hello -> socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")))
                .listen(0, "127.0.0.1"));

        assertThat(Servers.failure(driver.check(Servers.account(plain.actualPort(), Map.of("insecure", "true")))))
                .isInstanceOf(ProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no-such-bridge.invalid", "[::1]:1"})
    void nobodyThereIsUnreachable(String address) {
        assertThat(Servers.failure(driver.check(Servers.account(1, Map.of("address", address, "insecure", "true")))))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void whoHangsUpInTheMiddleOfTheHandshakeIsUnreachable() {
        var rude = Servers.await(servers.vertx()
                .createNetServer()
                .connectHandler(socket -> socket.handler(hello -> socket.close()))
                .listen(0, "127.0.0.1"));

        assertThat(Servers.failure(driver.check(Servers.account(rude.actualPort(), Map.of("insecure", "true")))))
                .isInstanceOf(Unreachable.class);
    }

    /** As published: SHA-256 of the certificates themselves. */
    @Test
    void theMakersOfBridgesAreThese() throws Exception {
        var certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(SignifyRoots.PEM.getBytes(StandardCharsets.US_ASCII)));

        for (var certificate : certificates) {
            certificate.verify(certificate.getPublicKey());
        }
        assertThat(certificates)
                .map(certificate -> HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())))
                .containsExactly(
                        "f0bd8e6509e82f774d63bc009d5388c969fe3dcf7d6d541d6351b72b898d8acf",
                        "d8b89448b2af8e1676185ac07219ee9dcbc8f01c122a026a2a4b7b5cfe0328b8");
    }

    private void assertBelieved(Account account) {
        var before = servers.asked().size();
        boolean good = Servers.await(driver.check(account).map(done -> true));
        assertThat(good).isTrue();
        assertThat(servers.asked()).hasSize(before + 1);
    }

    private void assertRefused(Account account, String why) {
        var device = new VendorDevice(account, Map.of("device", "d1"));
        var failure = Servers.failure(driver.check(account));

        assertThat(failure).isInstanceOf(AuthenticationFailed.class);
        assertThat(failure.getMessage()).contains(why).doesNotContain("a-key", "Exception", "java.", "sun.");
        assertThat(Servers.failure(
                        driver.subscribe(account, Watched.only(Set.of(device))).toUni()))
                .isInstanceOf(AuthenticationFailed.class);
        assertThat(servers.asked()).isEmpty();
    }

    private Account account(Certificates certificate, Map<String, String> settings) {
        var port = servers.start(
                certificate,
                request -> request.response().end("{\"errors\":[],\"data\":[{\"id\":\"b1\",\"type\":\"bridge\"}]}"));
        return Servers.account(port, settings);
    }

    private String file(Certificates authority) throws IOException {
        var file = folder.resolve("authority.pem");
        Files.writeString(file, authority.pem());
        return file.toString();
    }
}
