package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a device wants to be told the password: digest of RFC 7616 with SHA-256 and {@code qop=auth} from generation 2 on, basic
 * before. It holds until the device asks anew; each answer to it is good once, and numbered.
 */
sealed interface Challenge {
    /** The name of the secret. */
    String PASSWORD = "password";

    /** The name of the setting; generation 2 knows no user but this. */
    String USER = "user";

    String ADMIN = "admin";

    /**
     * The header {@code Authorization} of a request.
     *
     * @param number of this answer, from 1
     */
    String authorization(Account account, String method, String uri, int number);

    /** What a header {@code WWW-Authenticate} asks for, if it is known here. */
    static Optional<Challenge> of(String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, "Basic", 0, 5)) {
            return Optional.of(new Basic());
        }
        return header.regionMatches(true, 0, "Digest ", 0, 7) ? Digest.of(header.substring(7)) : Optional.empty();
    }

    /** User and password as they are. */
    record Basic() implements Challenge {
        @Override
        public String authorization(Account account, String method, String uri, int number) {
            var both = account.setting(USER).orElse(ADMIN) + ":" + account.secret(PASSWORD);
            return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A proof of knowing the password. */
    record Digest(String realm, String nonce) implements Challenge {
        private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");
        private static final SecureRandom RANDOM = new SecureRandom();

        static Optional<Challenge> of(String parameters) {
            var values = new LinkedHashMap<String, String>();
            var found = PARAMETER.matcher(parameters);
            while (found.find()) {
                values.put(found.group(1), found.group(2) == null ? found.group(3) : found.group(2));
            }
            var known = "SHA-256".equalsIgnoreCase(values.get("algorithm"))
                    && values.containsKey("realm")
                    && values.containsKey("nonce");
            return known ? Optional.of(new Digest(values.get("realm"), values.get("nonce"))) : Optional.empty();
        }

        /** What the error of a frame asks for. */
        static Optional<Digest> of(JsonNode challenge) {
            var known = challenge.path("algorithm").asText().equalsIgnoreCase("SHA-256")
                    && challenge.has("realm")
                    && challenge.has("nonce");
            return known
                    ? Optional.of(new Digest(
                            challenge.get("realm").asText(),
                            challenge.get("nonce").asText()))
                    : Optional.empty();
        }

        @Override
        public String authorization(Account account, String method, String uri, int number) {
            var cnonce = cnonce();
            var count = "%08x".formatted(number);
            var proof = proof(account, count, cnonce, hash(method + ":" + uri));
            return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
                            + " algorithm=SHA-256, qop=auth, nc=%s, cnonce=\"%s\"")
                    .formatted(ADMIN, realm, nonce, uri, proof, count, cnonce);
        }

        /** The field {@code auth} of a frame; frames have neither method nor path, so the vendor fixed what stands for them. */
        Map<String, Object> frame(Account account) {
            var cnonce = cnonce();
            return Map.of(
                    "realm",
                    realm,
                    "username",
                    ADMIN,
                    "nonce",
                    nonce.matches("[0-9]{1,18}") ? Long.valueOf(nonce) : nonce,
                    "cnonce",
                    cnonce,
                    "nc",
                    1,
                    "response",
                    proof(account, "1", cnonce, hash("dummy_method:dummy_uri")),
                    "algorithm",
                    "SHA-256");
        }

        private String proof(Account account, String count, String cnonce, String what) {
            var who = hash(ADMIN + ":" + realm + ":" + account.secret(PASSWORD));
            return hash(String.join(":", who, nonce, count, cnonce, "auth", what));
        }

        private static String cnonce() {
            return Long.toHexString(RANDOM.nextLong());
        }

        private static String hash(String text) {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
