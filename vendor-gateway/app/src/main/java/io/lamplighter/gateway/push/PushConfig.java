package io.lamplighter.gateway.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How vendors are listened to. */
@ConfigMapping(prefix = "lamplighter.push")
public interface PushConfig {
    /** The wait before a broken subscription is begun again; it doubles with each failure in a row, with jitter. */
    @WithDefault("PT1S")
    Duration reconnectDelay();

    /** The longest such wait. */
    @WithDefault("PT1M")
    Duration reconnectMaxDelay();

    /** How long a subscription goes on after its partition went to another replica, which begins its own meanwhile. */
    @WithDefault("PT10S")
    Duration handover();

    /** The largest body of a webhook, in bytes. */
    @WithDefault("262144")
    int webhookMaxBody();

    /** How old what is posted may be, or how far in the future. */
    @WithDefault("PT5M")
    Duration webhookWindow();
}
