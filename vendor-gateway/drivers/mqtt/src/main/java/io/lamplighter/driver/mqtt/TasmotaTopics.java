package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.VendorDevice;
import java.util.List;
import java.util.Optional;

/**
 * The topics of one Tasmota device (tasmota.github.io/docs/MQTT): its FullTopic with each of the three prefixes in it.
 *
 * @param commands where it is told what to do; ends in a slash, as the others
 * @param told all that it says
 */
record TasmotaTopics(String commands, String answers, String telemetry, List<Filter> told) {
    static final String FULL_TOPIC = "full-topic";
    static final String PREFIXES = "prefixes";
    static final String USUAL_PREFIXES = "cmnd,stat,tele";

    /** What a device of this account has; its own vendor ids go before the account's settings. */
    static TasmotaTopics of(Settings settings, VendorDevice device) {
        var topic = Topics.checked(Convention.DEVICE, device.vendorId(Convention.DEVICE));
        var own = Optional.ofNullable(device.vendorIds().get(FULL_TOPIC));
        var pattern = own.map(given -> Settings.fullTopic("vendorIds." + FULL_TOPIC, given))
                .orElse(settings.tasmota());
        var prefixes = device.vendorIds().getOrDefault(PREFIXES, USUAL_PREFIXES).split(",", -1);
        if (prefixes.length != 3) {
            throw new DriverException.Rejected("vendorIds.prefixes must be three words, such as " + USUAL_PREFIXES);
        }
        var all = List.of(prefixes).stream()
                .map(prefix -> Topics.checked(
                                FULL_TOPIC,
                                pattern.substring(0, pattern.length() - 1)
                                        .replace("%prefix%", prefix)
                                        .replace("%topic%", topic))
                        + "/")
                .toList();
        return new TasmotaTopics(all.get(0), all.get(1), all.get(2), Filter.of(all.get(1) + "#", all.get(2) + "#"));
    }

    /** What stands behind the prefix, such as {@code STATE}; empty when it is not of this device. */
    String suffix(String topic) {
        if (topic.startsWith(telemetry)) {
            return topic.substring(telemetry.length());
        }
        return topic.startsWith(answers) ? topic.substring(answers.length()) : "";
    }
}
