package io.lamplighter.driver.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import io.lamplighter.driver.Account;
import io.reactivex.disposables.Disposable;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** MQTT 3.1.1, which every broker speaks. */
final class WireThree implements Wire {
    private final String broker;
    private final Mqtt3AsyncClient client;
    private final Mqtt3Connect connect;
    private final Disposable listening;

    WireThree(Settings settings, Account account, Ends ends) {
        this.broker = settings.broker();
        this.client = Wire.builder(settings, account, ends).useMqttVersion3().buildAsync();
        this.connect = Mqtt3Connect.builder()
                .keepAlive(KEEP_ALIVE_SECONDS)
                .simpleAuth(credentials(account))
                .build();
        this.listening = client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL)
                .subscribe(
                        message -> ends.receiver()
                                .take(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain()),
                        ends.ended()::accept);
    }

    private static Mqtt3SimpleAuth credentials(Account account) {
        var username = account.secrets().find(Settings.USERNAME).or(() -> account.setting(Settings.USERNAME));
        if (username.isEmpty()) {
            return null;
        }
        var named = Mqtt3SimpleAuth.builder().username(username.get());
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
        var subscribe = Mqtt3Subscribe.builder()
                .addSubscriptions(filters.stream()
                        .map(filter -> Mqtt3Subscription.builder()
                                .topicFilter(filter)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .build()))
                .build();
        return Failures.translated(
                broker, () -> client.subscribe(subscribe).handle((answer, failure) -> granted(failure)));
    }

    /** Where the broker refuses some of many, the others count. */
    private static Throwable granted(Throwable failure) {
        var some = Failures.cause(failure) instanceof Mqtt3SubAckException refused
                && refused.getMqttMessage().getReturnCodes().stream().anyMatch(code -> !code.isError());
        return some ? null : failure;
    }

    @Override
    public Uni<Void> unsubscribe(Collection<String> filters) {
        var unsubscribe = Mqtt3Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of))
                .build();
        return Failures.translated(broker, () -> client.unsubscribe(unsubscribe));
    }

    @Override
    public Uni<Void> publish(String topic, byte[] payload) {
        var publish = Mqtt3Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .build();
        return Failures.translated(broker, () -> client.publish(publish));
    }

    @Override
    public void disconnect() {
        var _ = client.disconnect().whenComplete((done, failure) -> listening.dispose());
    }
}
