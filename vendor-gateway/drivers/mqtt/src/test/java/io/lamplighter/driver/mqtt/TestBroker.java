package io.lamplighter.driver.mqtt;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.Subscription;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A real broker, HiveMQ, started once for all tests of the JVM. It asks for a password, notes what clients of the driver subscribe
 * to and publish, and can be told to keep back what it would deliver to them.
 */
final class TestBroker {
    static final String USERNAME = "lamplighter";
    static final String PASSWORD = "rose";
    private static TestBroker running;

    private final Map<String, Set<String>> subscriptions = new ConcurrentHashMap<>();
    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile Predicate<String> keptBack = topic -> false;
    private volatile Optional<ConnackReasonCode> refusal = Optional.empty();

    /** Told of what clients of the driver ask the broker for. */
    interface Observer {
        void subscribed(String filter);

        void published(String topic);
    }

    private TestBroker() {
        this.port = freePort();
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized TestBroker running() {
        if (running == null) {
            running = new TestBroker();
        }
        return running;
    }

    int port() {
        return port;
    }

    void observe(Observer observer) {
        observers.add(observer);
    }

    void forget(Observer observer) {
        observers.remove(observer);
    }

    /** Delivers nothing of these topics to the driver. */
    void keepBack(Predicate<String> topics) {
        keptBack = topics;
    }

    /** Refuses whoever connects in this way; nobody when empty. */
    void refuse(Optional<ConnackReasonCode> how) {
        refusal = how;
    }

    /** What clients of the driver are subscribed to. */
    List<String> subscribed() {
        return subscriptions.values().stream().flatMap(Set::stream).toList();
    }

    /** How many clients of the driver listen to such topics. */
    long clients(String within) {
        return subscriptions.values().stream()
                .filter(filters -> filters.stream().anyMatch(filter -> filter.contains(within)))
                .count();
    }

    void clear() {
        Services.retainedMessageStore().clear().join();
    }

    private void start() throws IOException {
        var home = Files.createTempDirectory("hivemq");
        var configuration = Files.createDirectories(home.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), configuration(port));
        EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(home.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(home.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("observer")
                        .withName("observer")
                        .withVersion("1")
                        .withExtensionMain(new Extension())
                        .build())
                .withoutLoggingBootstrap()
                .build()
                .start()
                .join();
    }

    private static String configuration(int port) {
        return """
                <hivemq>
                  <listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
                  <persistence><mode>in-memory</mode></persistence>
                  <mqtt><queued-messages><max-queue-size>100000</max-queue-size></queued-messages></mqtt>
                  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """.formatted(port);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDriver(String client) {
        return client.startsWith("lamplighter");
    }

    private final class Extension implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            Services.securityRegistry()
                    .setAuthenticatorProvider(asked -> (SimpleAuthenticator) (credentials, answer) -> {
                        if (refusal.isPresent()
                                && isDriver(credentials.getClientInformation().getClientId())) {
                            answer.failAuthentication(refusal.get());
                        } else if (isGood(credentials)) {
                            answer.authenticateSuccessfully();
                        } else {
                            answer.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
                        }
                    });
            Services.initializerRegistry()
                    .setClientInitializer((client, context) ->
                            observe(client.getClientInformation().getClientId(), context));
            Services.eventRegistry().setClientLifecycleEventListener(asked -> new Comings());
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
            // It ends with the JVM.
        }
    }

    private static boolean isGood(SimpleAuthInput credentials) {
        var packet = credentials.getConnectPacket();
        return packet.getUserName().equals(Optional.of(USERNAME))
                && packet.getPassword()
                        .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                        .equals(Optional.of(PASSWORD));
    }

    private void observe(String client, ClientContext context) {
        if (!isDriver(client)) {
            return;
        }
        context.addSubscribeInboundInterceptor((asked, answer) -> asked.getSubscribePacket().getSubscriptions().stream()
                .map(Subscription::getTopicFilter)
                .forEach(filter -> {
                    subscriptions
                            .computeIfAbsent(client, unseen -> ConcurrentHashMap.newKeySet())
                            .add(filter);
                    observers.forEach(observer -> observer.subscribed(filter));
                }));
        context.addUnsubscribeInboundInterceptor(
                (asked, answer) -> subscriptions.computeIfPresent(client, (same, all) -> {
                    all.removeAll(asked.getUnsubscribePacket().getTopicFilters());
                    return all;
                }));
        context.addPublishInboundInterceptor((told, answer) -> observers.forEach(
                observer -> observer.published(told.getPublishPacket().getTopic())));
        context.addPublishOutboundInterceptor((told, answer) -> {
            if (keptBack.test(told.getPublishPacket().getTopic())) {
                answer.preventPublishDelivery();
            }
        });
    }

    /** Who comes and goes. */
    private final class Comings implements ClientLifecycleEventListener {
        @Override
        public void onMqttConnectionStart(ConnectionStartInput input) {
            // It is not let in yet.
        }

        @Override
        public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {
            var client = input.getClientInformation().getClientId();
            if (isDriver(client)) {
                subscriptions.computeIfAbsent(client, unseen -> ConcurrentHashMap.newKeySet());
            }
        }

        @Override
        public void onDisconnect(DisconnectEventInput input) {
            subscriptions.remove(input.getClientInformation().getClientId());
        }
    }
}
