package io.lamplighter.driver.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.reactivex.schedulers.Schedulers;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.TrustManagerFactory;

/** One connection to a broker, in either version of the protocol. Failures are already those of drivers. */
sealed interface Wire permits WireThree, WireFive {
    int KEEP_ALIVE_SECONDS = 30;
    int LARGEST_PACKET = 16 * 1024 * 1024;

    /** Who is told what happens, on the connection's own thread. */
    record Ends(Receiver receiver, Consumer<Throwable> ended) {}

    /** Takes what comes. */
    @FunctionalInterface
    interface Receiver {
        void take(String topic, byte[] payload, boolean retained);
    }

    Uni<Void> connect();

    Uni<Void> subscribe(Collection<String> filters);

    Uni<Void> unsubscribe(Collection<String> filters);

    Uni<Void> publish(String topic, byte[] payload);

    void disconnect();

    /** Not connected yet; credentials are asked for now and not kept. */
    static Wire of(Settings settings, Account account, Ends ends) {
        return settings.five() ? new WireFive(settings, account, ends) : new WireThree(settings, account, ends);
    }

    /** What both versions have in common. */
    static MqttClientBuilder builder(Settings settings, Account account, Ends ends) {
        var id = new byte[6];
        new SecureRandom().nextBytes(id);
        var transport = MqttClientTransportConfig.builder()
                .serverHost(settings.host())
                .serverPort(settings.port())
                .socketConnectTimeout(3, TimeUnit.SECONDS)
                .mqttConnectTimeout(5, TimeUnit.SECONDS);
        return MqttClient.builder()
                .identifier(settings.clientId() + HexFormat.of().formatHex(id))
                .executorConfig()
                .nettyExecutor(ofItsOwn(settings))
                .nettyThreads(1)
                // Where the connection is read, and so in the order of the broker: nothing here blocks.
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .transportConfig((settings.tls() ? transport.sslConfig(trust(account)) : transport).build())
                .addDisconnectedListener(context -> ends.ended().accept(context.getCause()));
    }

    /**
     * Each connection has a thread of its own, which ends with it: the library shares threads among all clients of one executor,
     * and one account must not wait for another.
     */
    private static Executor ofItsOwn(Settings settings) {
        var name = "mqtt " + settings.broker();
        return task -> Thread.ofPlatform().daemon().name(name).start(task);
    }

    private static MqttClientSslConfig trust(Account account) {
        var authorities = account.secrets().find(Settings.CERTIFICATES);
        return authorities
                .map(pem -> MqttClientSslConfig.builder()
                        .trustManagerFactory(trusting(pem))
                        .build())
                .orElseGet(() -> MqttClientSslConfig.builder().build());
    }

    private static TrustManagerFactory trusting(String pem) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            for (var certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException broken) {
            throw new DriverException.Rejected("secrets.ca-certificate must hold certificates in PEM form");
        }
    }
}
