package io.lamplighter.driver.hue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates like those of bridges: on the curve P-256, with the id of the bridge as common name and no other names. */
record Certificates(X509Certificate certificate, PrivateKey key) {

    /** One that vouches for others. */
    static Certificates authority(String name) {
        var pair = pair();
        return issued(name, pair, name, pair.getPrivate(), true, 1);
    }

    /** One that vouches for itself only. */
    static Certificates selfSigned(String name) {
        var pair = pair();
        return issued(name, pair, name, pair.getPrivate(), false, 1);
    }

    /** One that this vouches for. */
    Certificates issue(String name) {
        return issue(name, 1);
    }

    /** One that this vouched for until yesterday. */
    Certificates issueExpired(String name) {
        return issue(name, -1);
    }

    private Certificates issue(String name, int days) {
        var issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return issued(name, pair(), issuer, key, false, days);
    }

    PemKeyCertOptions forServer() {
        return new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(pem("PRIVATE KEY", key.getEncoded())))
                .addCertValue(Buffer.buffer(pem()));
    }

    String pem() {
        return pem("CERTIFICATE", encoded());
    }

    /** In pairs of capital letters, as browsers show it. */
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(encoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Certificates issued(
            String name, KeyPair pair, String issuer, PrivateKey issuersKey, boolean authority, int days) {
        var now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN=" + issuer),
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minus(10, ChronoUnit.DAYS)),
                    Date.from(now.plus(days, ChronoUnit.DAYS)),
                    new X500Principal("CN=" + name),
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuersKey));
            return new Certificates(new JcaX509CertificateConverter().getCertificate(signed), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what);
    }
}
