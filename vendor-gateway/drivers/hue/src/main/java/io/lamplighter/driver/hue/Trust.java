package io.lamplighter.driver.hue;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why the certificate of a bridge is believed. */
sealed interface Trust {
    String FINGERPRINT = "fingerprint";
    String AUTHORITIES = "ca-file";
    String INSECURE = "insecure";

    /** Makes a client believe nothing else. */
    void apply(HttpClientOptions options);

    /**
     * The way that the account says.
     *
     * @throws DriverException.AuthenticationFailed when it says several, or one that cannot be
     */
    static Trust of(Account account) {
        var insecure = isInsecure(account);
        var ways = List.of(account.setting(FINGERPRINT), account.setting(AUTHORITIES)).stream()
                .filter(Optional::isPresent)
                .count();
        if (ways + (insecure ? 1 : 0) > 1) {
            throw wrong(account, "can only have one of %s, %s and %s".formatted(FINGERPRINT, AUTHORITIES, INSECURE));
        }
        if (insecure) {
            return new Anybody();
        }
        return account.setting(FINGERPRINT)
                .<Trust>map(text -> new Pinned(fingerprint(account, text)))
                .orElseGet(() -> new Authorities(account.setting(AUTHORITIES).orElse("")));
    }

    /** The one certificate of this SHA-256, in lower-case hexadecimal digits. */
    record Pinned(String fingerprint) implements Trust {
        @Override
        public void apply(HttpClientOptions options) {
            options.setVerifyHost(false).setTrustOptions(TrustOptions.wrap(new PinnedCertificate(fingerprint)));
        }
    }

    /**
     * Whatever is issued by them, to the name of the bridge.
     *
     * @param file of certificates as PEM; empty for the makers of bridges
     */
    record Authorities(String file) implements Trust {
        @Override
        public void apply(HttpClientOptions options) {
            options.setVerifyHost(true)
                    .setTrustOptions(
                            file.isEmpty()
                                    ? new PemTrustOptions().addCertValue(Buffer.buffer(SignifyRoots.PEM))
                                    : new PemTrustOptions().addCertPath(file));
        }
    }

    /** Anybody. */
    record Anybody() implements Trust {
        @Override
        public void apply(HttpClientOptions options) {
            options.setVerifyHost(false).setTrustAll(true);
        }
    }

    private static boolean isInsecure(Account account) {
        return switch (account.setting(INSECURE).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(account, INSECURE + " must be true or false");
        };
    }

    private static String fingerprint(Account account, String text) {
        var digits = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (digits.length() != 64 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw wrong(account, FINGERPRINT + " must be the SHA-256 of a certificate, 64 hexadecimal digits");
        }
        return digits;
    }

    private static DriverException wrong(Account account, String what) {
        return new DriverException.AuthenticationFailed(
                "the settings of the account %s: %s".formatted(account.name(), what));
    }
}
