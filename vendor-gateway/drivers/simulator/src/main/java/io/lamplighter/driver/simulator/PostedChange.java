package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Delivery;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Watched;
import io.lamplighter.driver.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** What the simulated vendor posts: {@code <id> on} or {@code <id> off}, with its time and signature in headers. */
final class PostedChange {
    static final String KEY = "webhook-key";
    static final String TIME = "x-simulator-time";
    static final String SIGNATURE = "x-simulator-signature";
    private static final Pattern BODY = Pattern.compile("(?<id>\\S{1,100}) (?<value>on|off)");

    private PostedChange() {}

    static Delivery of(Account account, Webhook webhook, Watched watched) {
        var time = webhook.header(TIME).orElse("");
        var signature = webhook.header(SIGNATURE).orElse("");
        if (!Signature.isGood(account.secret(KEY), time, webhook.body(), signature)) {
            throw new DriverException.AuthenticationFailed("the signature is not good");
        }
        var body = BODY.matcher(new String(webhook.body(), StandardCharsets.UTF_8));
        if (!body.matches()) {
            throw new DriverException.ProtocolViolation("the body must be an id and on or off", null);
        }
        var at = parsed(time);
        var status = new Observation.Status("on", body.group("value").equals("on"), at);
        return new Delivery(signature, at, told(body.group("id"), status, watched));
    }

    private static Instant parsed(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeException broken) {
            throw new DriverException.ProtocolViolation(TIME + " is not a time", broken);
        }
    }

    private static List<Pushed> told(String id, Observation observation, Watched watched) {
        return watched.devices().stream()
                .filter(device -> id.equals(device.vendorIds().get("id")))
                .<Pushed>map(device -> new Pushed.Observed(device, List.of(observation)))
                .toList();
    }
}
