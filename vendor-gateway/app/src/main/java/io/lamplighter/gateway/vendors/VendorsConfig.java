package io.lamplighter.gateway.vendors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which driver serves which vendor, with which credentials and within which bounds. */
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

        /** Whether the gateway subscribes where the driver can; otherwise devices are only polled. */
        @WithDefault("true")
        boolean push();

        /** A polled value that did not change is published again only after this; every value when absent. */
        Optional<Duration> unchangedAfter();

        /**
         * When the gateway begins nothing there by itself, each as {@code from-to} in local time, such as {@code 23:29-23:36}:
         * subscriptions are begun again, and what was missed is read, at the end. What somebody asks for is done; what a schedule
         * asks for, interactions-service puts off by the same settings.
         */
        Optional<List<String>> quiet();

        /** IANA zone of {@link #quiet()}. */
        @WithDefault("UTC")
        String timeZone();

        /** How often each account may be asked, all replicas together; as often as one likes when absent. */
        Optional<Budget> budget();

        /** What is known of its accounts, by name. */
        Map<String, Account> accounts();
    }

    /** One set of credentials. */
    interface Account {
        /** What is not secret, by the names that the driver declares. */
        Map<String, String> settings();

        /**
         * Where the secrets are, by the names that the driver declares: {@code file:PATH} or {@code env:NAME}. Never the secret
         * itself. Files are read again when they change.
         */
        Map<String, String> secrets();

        /** Its own budget; that of the vendor when absent. */
        Optional<Budget> budget();
    }

    /** How often an account may be asked. */
    interface Budget {
        /**
         * Calls in any span of {@link #per()}. With several replicas each has its share by the partitions of {@code commands} that
         * it owns, so it should be several times the number of replicas.
         */
        int calls();

        /** The span, such as a minute. */
        @WithDefault("PT1M")
        Duration per();

        /** Which part of the calls is kept for commands that change something, from 0 to 0.4. */
        @WithDefault("0.2")
        double reserve();
    }
}
