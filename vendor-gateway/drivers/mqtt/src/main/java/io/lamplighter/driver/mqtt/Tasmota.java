package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Devices with Tasmota (tasmota.github.io/docs/MQTT). */
final class Tasmota implements Convention {
    private static final String WILL = "LWT";
    private static final String SENSORS = "STATUS10";
    private static final String STATE = "STATUS11";
    private static final Duration QUIET = Duration.ofSeconds(1);

    @Override
    public String key() {
        return "tasmota";
    }

    @Override
    public boolean isRetained() {
        return false;
    }

    @Override
    public String base(Settings settings) {
        return "tasmota/discovery";
    }

    @Override
    public Uni<Void> prepared(Hub hub) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Interpreter interpreter(Hub hub, VendorDevice device) {
        return new Listening(
                device, TasmotaTopics.of(hub.settings(), device), hub.settings().tasmotaZone());
    }

    @Override
    public Uni<List<Observation>> read(Hub hub, VendorDevice device) {
        var topics = TasmotaTopics.of(hub.settings(), device);
        var requests = List.of(
                new Conversation.Request(topics.commands() + "STATUS", SENSORS.substring("STATUS".length())),
                new Conversation.Request(topics.commands() + "STATUS", STATE.substring("STATUS".length())));
        var manner = new Conversation.Manner(topics.told(), requests, QUIET);
        return Conversation.hold(hub, manner, new Status(topics, hub.settings().tasmotaZone(), new HashMap<>()));
    }

    @Override
    public Uni<List<Observation>> set(Hub hub, VendorDevice device, Setting setting) {
        var topics = TasmotaTopics.of(hub.settings(), device);
        var command = TasmotaCommand.of(setting);
        var request = new Conversation.Request(topics.commands() + command.command(), command.text());
        var manner = new Conversation.Manner(topics.told(), List.of(request), QUIET);
        return Conversation.hold(
                hub, manner, new Result(topics, hub.settings().tasmotaZone(), setting, new ArrayList<>()));
    }

    @Override
    public Uni<List<DiscoveredDevice>> discover(Hub hub) {
        return TasmotaDiscovery.of(hub, base(hub.settings()));
    }

    /** What the device tells as JSON, or of a switch as plain text. */
    private static Findings translate(String suffix, Message message, Optional<ZoneId> zone) {
        return suffix.matches("POWER[0-9]{0,2}") && !message.text().startsWith("{")
                ? TasmotaTranslator.plain(suffix, message)
                : TasmotaTranslator.translate(message, zone);
    }

    /** What is told of the last will: whether the device is there; nothing when it is neither. */
    private static Optional<Boolean> online(Message message) {
        return switch (message.text().strip().toLowerCase(Locale.ROOT)) {
            case "online" -> Optional.of(true);
            case "offline" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Commands that are echoed, and texts that are not JSON, tell nothing. */
    private static boolean tells(String suffix, Message message) {
        return message.text().startsWith("{") || suffix.matches("POWER[0-9]{0,2}|STATE|.*SENSOR|RESULT|STATUS[0-9]*");
    }

    private record Listening(VendorDevice device, TasmotaTopics topics, Optional<ZoneId> zone) implements Interpreter {
        @Override
        public List<Filter> filters() {
            return topics.told();
        }

        @Override
        public void take(Message message, Consumer<Pushed> tell) {
            var suffix = topics.suffix(message.topic());
            if (suffix.equals(WILL)) {
                online(message)
                        .ifPresent(online -> tell.accept(new Pushed.Availability(
                                device, online, online ? "" : "its will says that it is offline")));
            } else if (tells(suffix, message)) {
                Interpretations.tell(device, message, () -> translate(suffix, message, zone), tell);
            }
        }
    }

    /** The answers to both questions. */
    private record Status(TasmotaTopics topics, Optional<ZoneId> zone, Map<String, List<Observation>> answers)
            implements Conversation.Answer<List<Observation>> {
        @Override
        public Optional<List<Observation>> take(Message message) {
            var suffix = topics.suffix(message.topic());
            if (suffix.equals(WILL) && online(message).equals(Optional.of(false))) {
                throw new DriverException.Unreachable("the device's will says that it is offline", (Throwable) null);
            }
            if (message.retained() || (!suffix.equals(SENSORS) && !suffix.equals(STATE))) {
                return Optional.empty();
            }
            answers.put(suffix, TasmotaTranslator.translate(message, zone).complete());
            return answers.size() == 2 ? Optional.of(together()) : Optional.empty();
        }

        private List<Observation> together() {
            var all = new ArrayList<>(answers.get(STATE));
            answers.get(SENSORS).stream()
                    .filter(sensor -> all.stream().noneMatch(each -> each.name().equals(sensor.name())))
                    .forEach(all::add);
            return all;
        }
    }

    /** The result of a command. */
    private record Result(TasmotaTopics topics, Optional<ZoneId> zone, Setting setting, List<Observation> last)
            implements Conversation.Answer<List<Observation>> {
        @Override
        public Optional<List<Observation>> take(Message message) {
            var suffix = topics.suffix(message.topic());
            if (message.retained() || !message.topic().startsWith(topics.answers()) || !tells(suffix, message)) {
                return Optional.empty();
            }
            refused(message);
            var told = translate(suffix, message, zone).complete();
            var value = told.stream()
                    .filter(each -> each.name().equals(setting.name()))
                    .findFirst();
            value.ifPresent(each -> {
                last.clear();
                last.addAll(told);
            });
            return value.filter(each -> Wanted.agrees(setting, each.value())).map(each -> told);
        }

        /** The device reports another value: so be it. */
        @Override
        public Optional<List<Observation>> settle() {
            return last.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(last));
        }

        private void refused(Message message) {
            if (!message.topic().endsWith("/RESULT") || !message.text().startsWith("{")) {
                return;
            }
            switch (message.object().path("Command").asText()) {
                case "Unknown" -> throw new DriverException.Unsupported(setting.name() + " is unknown to the device");
                case "Error" -> throw new DriverException.Rejected("the device refuses the value of " + setting.name());
                default -> {
                    // It is the result.
                }
            }
        }
    }
}
