package io.lamplighter.driver.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Lamps with thermometers that speak by one convention over a real broker; each backend has topics of its own. */
abstract class MqttBackend implements FakeBackend, TestBroker.Observer {
    static final List<String> RUBBISH = List.of("{\"state\":", "[]", "\"lamp\"", "{\"Time\":\"now\"", "nonsense");
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final Pattern NAMED = Pattern.compile("(?:^|/)(device-[0-9]+)(?:/|$)");

    final String site = "site" + SITES.incrementAndGet();
    final Map<String, Lamp> lamps = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
    private final AtomicInteger rudeness = new AtomicInteger();
    private final TestBroker broker = TestBroker.running();
    private final Cable cable = new Cable(broker.port());
    private final boolean five;
    private final Mqtt5AsyncClient devices;
    private volatile boolean rude;
    private volatile Duration travelled = Duration.ZERO;

    /** What a device has. */
    static final class Lamp {
        final String id;
        volatile boolean on;
        volatile double brightness = 40;
        volatile double temperature = 21.5;

        Lamp(String id) {
            this.id = id;
        }
    }

    MqttBackend(boolean five) {
        this.five = five;
        broker.observe(this);
        this.devices = MqttClient.builder()
                .identifier("devices-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .executorConfig()
                .nettyExecutor(task -> Thread.ofPlatform().daemon().name(site).start(task))
                .nettyThreads(1)
                .applicationScheduler(Schedulers.from(Executors.newVirtualThreadPerTaskExecutor()))
                .applyExecutorConfig()
                .useMqttVersion5()
                .buildAsync();
        devices.connectWith()
                .simpleAuth()
                .username(TestBroker.USERNAME)
                .password(TestBroker.PASSWORD.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send()
                .join();
    }

    Cable cable() {
        return cable;
    }

    /** The vendor ids of a device of this id. */
    abstract VendorDevice named(String id);

    /** Comes to be: what it retains is published. */
    abstract void born(Lamp lamp);

    /** Tells what it has, because somebody changed it. */
    abstract void tell(Lamp lamp);

    abstract String id(VendorDevice device);

    @Override
    public VendorDevice device(int number) {
        return named(lamp("device-" + number).id);
    }

    Lamp lamp(String id) {
        return lamps.computeIfAbsent(id, unseen -> {
            var lamp = new Lamp(id);
            born(lamp);
            return lamp;
        });
    }

    @Override
    public Map<String, Object> truth(VendorDevice device) {
        var lamp = lamps.get(id(device));
        return Map.of("on", lamp.on, "brightness", lamp.brightness, "temperature", lamp.temperature);
    }

    @Override
    public Trial statusTrial() {
        return new Trial(device(0), new Setting("on", true), new Setting("on", false));
    }

    @Override
    public Trial attributeTrial() {
        return new Trial(device(0), new Setting("brightness", 80.0), new Setting("brightness", 20.0));
    }

    @Override
    public Account account() {
        return account(TestBroker.PASSWORD);
    }

    @Override
    public Account wrongAccount() {
        return account("tulip");
    }

    private Account account(String password) {
        var secrets = Map.of("username", TestBroker.USERNAME, "password", password);
        return new Account("default", settings(), name -> Optional.ofNullable(secrets.get(name)));
    }

    private Map<String, String> settings() {
        return Map.of(
                "address",
                "127.0.0.1:" + cable.port(),
                "protocol",
                five ? "5" : "3.1.1",
                "zigbee2mqtt-topic",
                site + "/zigbee2mqtt",
                "homie-topic",
                site + "-homie",
                "tasmota-full-topic",
                site + "/%prefix%/%topic%/",
                "tasmota-time-zone",
                "UTC");
    }

    @Override
    public int subscriptions() {
        return (int) broker.subscribed().stream()
                .filter(filter -> filter.contains(site))
                .flatMap(filter -> idIn(filter).stream())
                .distinct()
                .count();
    }

    @Override
    public void change(VendorDevice device, Setting setting) {
        var lamp = lamps.get(id(device));
        lamp.on = (Boolean) setting.value();
        tell(lamp);
    }

    @Override
    public long calls(VendorDevice device) {
        var known = calls.get(id(device));
        return known == null ? 0 : known.get();
    }

    /** These are messages. */
    @Override
    public boolean countsCalls() {
        return false;
    }

    @Override
    public void subscribed(String filter) {
        called(filter);
    }

    @Override
    public void published(String topic) {
        called(topic);
    }

    private void called(String topic) {
        if (topic.contains(site)) {
            idIn(topic)
                    .ifPresent(id -> calls.computeIfAbsent(id, unseen -> new AtomicLong())
                            .incrementAndGet());
        }
    }

    private static Optional<String> idIn(String topic) {
        var found = NAMED.matcher(topic);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** MQTT has no way to say when to ask again, so that being asked too often is tested elsewhere. */
    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.CUT_OFF, Fault.SLOW, Fault.RUDE);
    }

    @Override
    public void inflict(Optional<Fault> fault) {
        cable.mend();
        broker.keepBack(topic -> false);
        var was = rude;
        rude = fault.equals(Optional.of(Fault.RUDE));
        if (was != rude) {
            lamps.values().forEach(this::tell);
        }
        switch (fault.orElse(null)) {
            case CUT_OFF -> cable.cut();
            case SLOW -> broker.keepBack(topic -> idIn(topic).isPresent());
            case null, default -> {
                // Nothing more to do.
            }
        }
    }

    @Override
    public boolean travel(Duration by) {
        travelled = by;
        return true;
    }

    /** What the vendor believes to be the time. */
    Instant time() {
        return Instant.now().plus(travelled);
    }

    @Override
    public void close() {
        broker.forget(this);
        broker.keepBack(topic -> false);
        devices.disconnect().join();
        cable.close();
        broker.clear();
    }

    /** Takes what is published under these topics. */
    void listen(TestReceiver receiver, String... filters) {
        for (var filter : filters) {
            devices.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(message -> receiver.take(
                            message.getTopic().toString(),
                            new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                    .send()
                    .join();
        }
    }

    /** Takes a message. */
    interface TestReceiver {
        void take(String topic, String text);
    }

    CompletableFuture<?> publish(String topic, String text, boolean retained) {
        return devices.publishWith()
                .topic(topic)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .send();
    }

    /** The text, or rubbish when the devices are rude. */
    String told(String text) {
        return rude ? RUBBISH.get(rudeness.getAndIncrement() % RUBBISH.size()) : text;
    }

    boolean isRude() {
        return rude;
    }
}
