package io.lamplighter.interactions.quiet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this deployment knows of its vendors. */
@ConfigMapping(prefix = "lamplighter.vendors")
public interface VendorsConfig {
    /** By the key of the vendor. */
    @WithParentName
    Map<String, Vendor> vendors();

    /** One vendor. */
    interface Vendor {
        /**
         * When nothing is started against its devices, each as {@code from-to} in local time, such as
         * {@code 23:29-23:36}; what is due waits for the end.
         */
        Optional<List<String>> quiet();

        /** IANA zone of {@code quiet}. */
        @WithDefault("UTC")
        String timeZone();
    }
}
