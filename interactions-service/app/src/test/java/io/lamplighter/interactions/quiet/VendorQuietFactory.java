package io.lamplighter.interactions.quiet;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Makes the quiet windows of vendors from configuration, for tests of other packages. */
public final class VendorQuietFactory {
    private VendorQuietFactory() {}

    public static VendorQuiet of(Map<String, String> values) {
        return new VendorQuiet(new SmallRyeConfigBuilder()
                .withMapping(VendorsConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(VendorsConfig.class));
    }
}
