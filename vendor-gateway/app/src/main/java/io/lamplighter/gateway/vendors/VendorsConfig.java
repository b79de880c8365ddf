package io.lamplighter.gateway.vendors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Which driver serves which vendor. */
@ConfigMapping(prefix = "lamplighter.vendors")
public interface VendorsConfig {
    /** By the vendor's key. */
    @WithParentName
    Map<String, Vendor> vendors();

    /** One vendor. */
    interface Vendor {
        /** Key of the driver that serves this vendor; the driver of the same key when absent. */
        Optional<String> driver();

        /** False takes the vendor out of service: its commands fail as {@code unknown_vendor}. */
        @WithDefault("true")
        boolean enabled();
    }
}
