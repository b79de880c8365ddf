package io.lamplighter.interactions.signals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where signals come from. Requests name a source; its address comes from here only. */
@ConfigMapping(prefix = "lamplighter.signals")
public interface SignalsConfig {
    /** The sources by their name. */
    Map<String, Source> sources();

    /** A series that is asked for over HTTP. */
    interface Source {
        /** Asked with GET; answers JSON. */
        URI url();

        /** JSON Pointer of the number in the answer, such as {@code /data/0/intensity/actual}. */
        String value();

        /** JSON Pointer of the time that the number is for, RFC 3339; without it the answer counts as of now. */
        Optional<String> validAt();

        /** A number that is for an older time counts as none. */
        @WithDefault("PT2H")
        Duration maxAge();

        /** How long an answer may take. */
        @WithDefault("PT3S")
        Duration timeout();

        /** Sent with each request, such as a key. */
        Map<String, String> headers();
    }
}
