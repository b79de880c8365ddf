package io.lamplighter.simulated;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** How devices ask for their password: RFC 7616 with SHA-256, and the same in frames. */
final class Digest {
    private Digest() {}

    static String header(SimulatedDevice device, Behaviour behaviour) {
        return "Digest qop=\"auth\", realm=\"%s\", nonce=\"%d\", algorithm=SHA-256"
                .formatted(device.source(), behaviour.nonce());
    }

    static String challenge(SimulatedDevice device, Behaviour behaviour) {
        return new JsonObject()
                .put("auth_type", "digest")
                .put("nonce", behaviour.nonce())
                .put("nc", 1)
                .put("realm", device.source())
                .put("algorithm", "SHA-256")
                .encode();
    }

    static boolean isProven(HttpServerRequest request, SimulatedDevice device, Behaviour behaviour) {
        var header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Digest ")) {
            return false;
        }
        var what = hash(request.method().name() + ":" + request.uri());
        var wanted = proof(device, behaviour, value(header, "nc"), value(header, "cnonce"), what);
        return wanted.equals(value(header, "response")) && value(header, "uri").equals(request.uri());
    }

    static boolean isProven(JsonObject proof, SimulatedDevice device, Behaviour behaviour) {
        if (proof == null) {
            return false;
        }
        var wanted = proof(
                device,
                behaviour,
                String.valueOf(proof.getValue("nc")),
                proof.getString("cnonce"),
                hash("dummy_method:dummy_uri"));
        return wanted.equals(proof.getString("response"));
    }

    private static String proof(SimulatedDevice device, Behaviour behaviour, String count, String cnonce, String what) {
        var who = hash("admin:" + device.source() + ":" + behaviour.password());
        return hash(String.join(":", who, Long.toString(behaviour.nonce()), count, cnonce, "auth", what));
    }

    private static String value(String header, String name) {
        var found = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(header);
        return found.find() ? found.group(1) : "";
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
