package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an account's settings say of its broker.
 *
 * @param five whether MQTT 5 is spoken, else 3.1.1
 * @param clientId what client ids begin with
 * @param sharedGroup with whom messages are shared out, if they are
 * @param zigbee2mqtt base topic of zigbee2mqtt
 * @param homie the Homie domain
 * @param tasmota Tasmota's FullTopic
 * @param tasmotaZone the zone in which Tasmota devices tell the time, if it is known
 */
@SuppressWarnings("checkstyle:ParameterNumber")
record Settings(
        String host,
        int port,
        boolean tls,
        boolean five,
        String clientId,
        Optional<String> sharedGroup,
        String zigbee2mqtt,
        String homie,
        String tasmota,
        Optional<ZoneId> tasmotaZone) {
    static final String ADDRESS = "address";
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String CERTIFICATES = "ca-certificate";
    static final List<String> NAMES = List.of(
            ADDRESS,
            "protocol",
            "tls",
            USERNAME,
            "client-id",
            "shared-group",
            "zigbee2mqtt-topic",
            "homie-topic",
            "tasmota-full-topic",
            "tasmota-time-zone");
    static final List<String> SECRETS = List.of(USERNAME, PASSWORD, CERTIFICATES);

    private static final Pattern BROKER = Pattern.compile(
            "(?:(?<scheme>mqtts?|tcp|ssl|tls)://)?(?<host>[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.%]{2,60}])(?::(?<port>[0-9]{1,5}))?/?");
    private static final Pattern TOPIC = Pattern.compile("[^+#\\x00/][^+#\\x00]{0,199}");
    private static final Pattern GROUP = Pattern.compile("[^+#/\\x00]{1,100}");
    private static final Pattern CLIENT_ID = Pattern.compile("[0-9A-Za-z_-]{1,40}");

    /** @throws DriverException.Rejected naming the setting that is wrong */
    static Settings of(Account account) {
        var address = BROKER.matcher(account.setting(ADDRESS)
                .orElseThrow(
                        () -> wrong(ADDRESS, "must name the broker, such as 192.0.2.7:1883 or mqtts://broker.lan")));
        check(address.matches(), ADDRESS, "must be a host, perhaps with a port, such as mqtts://broker.lan:8883");
        var tls = Set.of("mqtts", "ssl", "tls").contains(String.valueOf(address.group("scheme")))
                || choice(account, "tls", "false", "true", "false").equals("true");
        var port = address.group("port") == null ? (tls ? 8883 : 1883) : Integer.parseInt(address.group("port"));
        check(port >= 1 && port <= 65_535, ADDRESS, "must have a port from 1 to 65535");
        return new Settings(
                address.group("host").replaceAll("[\\[\\]]", ""),
                port,
                tls,
                choice(account, "protocol", "3.1.1", "3.1.1", "5").equals("5"),
                text(account, "client-id", "lamplighter", CLIENT_ID),
                account.setting("shared-group").map(group -> text(account, "shared-group", group, GROUP)),
                topic(account, "zigbee2mqtt-topic", "zigbee2mqtt"),
                topic(account, "homie-topic", "homie"),
                fullTopic("settings.tasmota-full-topic", topic(account, "tasmota-full-topic", "%prefix%/%topic%/")),
                account.setting("tasmota-time-zone").map(Settings::zone));
    }

    /** @throws DriverException.Rejected when the prefix or the topic is missing in it */
    static String fullTopic(String where, String pattern) {
        if (!pattern.contains("%prefix%") || !pattern.contains("%topic%")) {
            throw new DriverException.Rejected(where + " must have %prefix% and %topic%");
        }
        return pattern.endsWith("/") ? pattern : pattern + "/";
    }

    /** The address for people. */
    String broker() {
        return host + ":" + port;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw wrong("tasmota-time-zone", "must be a time zone, such as Europe/Rome");
        }
    }

    private static String topic(Account account, String name, String otherwise) {
        var topic = text(account, name, otherwise, TOPIC);
        return topic.endsWith("/") && !topic.contains("%") ? topic.substring(0, topic.length() - 1) : topic;
    }

    private static String text(Account account, String name, String otherwise, Pattern allowed) {
        var value = account.setting(name).orElse(otherwise);
        check(allowed.matcher(value).matches(), name, "has characters that are not allowed there, or too many");
        return value;
    }

    private static String choice(Account account, String name, String otherwise, String... allowed) {
        var value = account.setting(name).orElse(otherwise);
        check(List.of(allowed).contains(value), name, "must be one of " + List.of(allowed));
        return value;
    }

    private static void check(boolean holds, String name, String expected) {
        if (!holds) {
            throw wrong(name, expected);
        }
    }

    private static DriverException wrong(String name, String expected) {
        return new DriverException.Rejected("settings." + name + " " + expected);
    }
}
