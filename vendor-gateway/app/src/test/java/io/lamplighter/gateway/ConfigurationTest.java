package io.lamplighter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.gateway.accounts.AccountsConfig;
import io.lamplighter.gateway.commands.CommandsConfig;
import io.lamplighter.gateway.feed.FeedConfig;
import io.lamplighter.gateway.members.MembersConfig;
import io.lamplighter.gateway.presence.PresenceConfig;
import io.lamplighter.gateway.push.PushConfig;
import io.lamplighter.gateway.vendors.VendorsConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static Map<String, String> defaults(Class<?> mapping) {
        var config = new SmallRyeConfigBuilder().withMapping(mapping).build();
        var defaults = new TreeMap<String, String>();
        ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(mapping))
                .keySet()
                .forEach(key -> defaults.put(
                        key, config.getOptionalValue(key, String.class).orElse("")));
        return defaults;
    }

    @Test
    void keysOfCommands() {
        assertThat(defaults(CommandsConfig.class))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("lamplighter.commands.max-pending", "16384"),
                        Map.entry("lamplighter.commands.max-pending-reads", "8192"),
                        Map.entry("lamplighter.commands.max-in-flight", "256"),
                        Map.entry("lamplighter.commands.max-in-flight-per-account", "64"),
                        Map.entry("lamplighter.commands.max-doubtful-per-account", "256"),
                        Map.entry("lamplighter.commands.max-doubtful", "512"),
                        Map.entry("lamplighter.commands.max-waiting-per-account", "3072"),
                        Map.entry("lamplighter.commands.max-waiting-per-device", "512"),
                        Map.entry("lamplighter.commands.call-timeout", "PT5S"),
                        Map.entry("lamplighter.commands.retries", "2"),
                        Map.entry("lamplighter.commands.retry-delay", "PT0.2S"),
                        Map.entry("lamplighter.commands.breaker-failures", "3"),
                        Map.entry("lamplighter.commands.breaker-delay", "PT5S"),
                        Map.entry("lamplighter.commands.account-breaker-failures", "5"),
                        Map.entry("lamplighter.commands.account-breaker-delay", "PT15S"),
                        Map.entry("lamplighter.commands.rate-limit-pause", "PT30S"),
                        Map.entry("lamplighter.commands.max-future", "PT5M"),
                        Map.entry("lamplighter.commands.handover", "PT3S"),
                        Map.entry("lamplighter.commands.ledger-age", "PT2H"),
                        Map.entry("lamplighter.commands.ledger-bytes", "33554432"),
                        Map.entry("lamplighter.commands.ledger-tail", "PT15M")));
    }

    @Test
    void keysOfFeed() {
        assertThat(defaults(FeedConfig.class))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("lamplighter.feed.heartbeat", "PT15S"),
                        Map.entry("lamplighter.feed.max-subscriptions", "1000"),
                        Map.entry("lamplighter.feed.max-sockets", "10000"),
                        Map.entry("lamplighter.feed.silence", "PT2M"),
                        Map.entry("lamplighter.feed.idle", "PT10M"),
                        Map.entry("lamplighter.feed.anonymous", "true"),
                        Map.entry("lamplighter.feed.max-sockets-per-user", "100"),
                        Map.entry("lamplighter.feed.max-messages-in-ten-seconds", "5000"),
                        Map.entry("lamplighter.feed.max-requests", "16"),
                        Map.entry("lamplighter.feed.window", "PT15M"),
                        Map.entry("lamplighter.feed.max-replay", "1000000"),
                        Map.entry("lamplighter.feed.vendors", "PT2S"),
                        Map.entry("lamplighter.feed.max-message", "1048576"),
                        Map.entry("lamplighter.feed.max-devices", "1000"),
                        Map.entry("lamplighter.feed.max-waiting", "1000"),
                        Map.entry("lamplighter.feed.max-waiting-series", "20000"),
                        Map.entry("lamplighter.feed.max-snapshot", "100000"),
                        Map.entry("lamplighter.feed.max-snapshots-at-once", "8"),
                        Map.entry("lamplighter.feed.recent-records", "20000"),
                        Map.entry("lamplighter.feed.recent-bytes", "12582912"),
                        Map.entry("lamplighter.feed.read-back", "PT2M"),
                        Map.entry("lamplighter.feed.allowed-origins", ""),
                        Map.entry("lamplighter.feed.allowed-origins[*]", "")));
    }

    @Test
    void keysOfPresenceAndMembers() {
        assertThat(defaults(PresenceConfig.class))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lamplighter.presence.beat", "PT5S",
                        "lamplighter.presence.expiry", "PT20S",
                        "lamplighter.presence.max-devices", "100"));
        assertThat(defaults(MembersConfig.class)).containsOnly(Map.entry("lamplighter.members.group-refresh", "PT10S"));
    }

    @Test
    void keysOfPushAndAccounts() {
        assertThat(defaults(PushConfig.class))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lamplighter.push.reconnect-delay", "PT1S",
                        "lamplighter.push.reconnect-max-delay", "PT1M",
                        "lamplighter.push.handover", "PT10S",
                        "lamplighter.push.webhook-max-body", "262144",
                        "lamplighter.push.webhook-window", "PT5M"));
        assertThat(defaults(AccountsConfig.class))
                .containsOnly(Map.entry("lamplighter.accounts.secrets-refresh", "PT10S"));
    }

    @Test
    void keysOfVendors() {
        assertThat(defaults(VendorsConfig.class))
                .containsOnlyKeys(
                        "lamplighter.vendors.*.driver",
                        "lamplighter.vendors.*.enabled",
                        "lamplighter.vendors.*.push",
                        "lamplighter.vendors.*.unchanged-after",
                        "lamplighter.vendors.*.quiet",
                        "lamplighter.vendors.*.quiet[*]",
                        "lamplighter.vendors.*.time-zone",
                        "lamplighter.vendors.*.budget.calls",
                        "lamplighter.vendors.*.budget.per",
                        "lamplighter.vendors.*.budget.reserve",
                        "lamplighter.vendors.*.accounts.*.settings.*",
                        "lamplighter.vendors.*.accounts.*.secrets.*",
                        "lamplighter.vendors.*.accounts.*.budget.calls",
                        "lamplighter.vendors.*.accounts.*.budget.per",
                        "lamplighter.vendors.*.accounts.*.budget.reserve");
    }
}
