package io.lamplighter.driver.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.lamplighter.driver.Account;
import io.reactivex.disposables.Disposable;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** MQTT 5. */
final class WireFive implements Wire {
    private final String broker;
    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;
    private final Disposable listening;

    WireFive(Settings settings, Account account, Ends ends) {
        this.broker = settings.broker();
        this.client = Wire.builder(settings, account, ends).useMqttVersion5().buildAsync();
        this.connect = Mqtt5Connect.builder()
                .keepAlive(KEEP_ALIVE_SECONDS)
                .simpleAuth(credentials(account))
                .restrictions()
                .maximumPacketSize(LARGEST_PACKET)
                .applyRestrictions()
                .build();
        this.listening = client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL)
                .subscribe(
                        message -> ends.receiver()
                                .take(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain()),
                        ends.ended()::accept);
    }

    private static Mqtt5SimpleAuth credentials(Account account) {
        var username = account.secrets().find(Settings.USERNAME).or(() -> account.setting(Settings.USERNAME));
        if (username.isEmpty()) {
            return null;
        }
        var named = Mqtt5SimpleAuth.builder().username(username.get());
        return account.secrets()
                .find(Settings.PASSWORD)
                .map(password -> named.password(password.getBytes(StandardCharsets.UTF_8))
                        .build())
                .orElseGet(named::build);
    }

    @Override
    public Uni<Void> connect() {
        return Failures.translated(broker, () -> client.connect(connect));
    }

    @Override
    public Uni<Void> subscribe(Collection<String> filters) {
        var subscribe = Mqtt5Subscribe.builder()
                .addSubscriptions(filters.stream()
                        .map(filter -> Mqtt5Subscription.builder()
                                .topicFilter(filter)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .build()))
                .build();
        return Failures.translated(
                broker, () -> client.subscribe(subscribe).handle((answer, failure) -> granted(failure)));
    }

    /** Where the broker refuses some of many, the others count. */
    private static Throwable granted(Throwable failure) {
        var some = Failures.cause(failure) instanceof Mqtt5SubAckException refused
                && refused.getMqttMessage().getReasonCodes().stream().anyMatch(code -> !code.isError());
        return some ? null : failure;
    }

    @Override
    public Uni<Void> unsubscribe(Collection<String> filters) {
        var unsubscribe = Mqtt5Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of))
                .build();
        return Failures.translated(broker, () -> client.unsubscribe(unsubscribe));
    }

    @Override
    public Uni<Void> publish(String topic, byte[] payload) {
        var publish = Mqtt5Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .build();
        return Failures.translated(
                broker,
                () -> client.publish(publish)
                        .thenApply(result -> result.getError().orElse(null)));
    }

    @Override
    public void disconnect() {
        var _ = client.disconnect().whenComplete((done, failure) -> listening.dispose());
    }
}
