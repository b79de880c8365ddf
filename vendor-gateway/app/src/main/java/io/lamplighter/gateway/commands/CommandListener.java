package io.lamplighter.gateway.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.partitions.OwnedPartitions;
import io.lamplighter.gateway.topics.DeadLetterPublisher;
import io.lamplighter.interactions.api.Command;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes commands from Kafka; each is acknowledged when it has been answered, in whatever order that happens. What is handed over
 * to another replica is not acknowledged.
 */
@ApplicationScoped
class CommandListener {
    private final Multi<Message<byte[]>> commands;
    private final CommandRunner runner;
    private final UnderWay underWay;
    private final OwnedPartitions partitions;
    private final DeadLetterPublisher deadLetters;
    private final DeviceRegistry registry;
    private final CommandsConfig config;
    private final ObjectMapper json;
    private final Taking taking = new Taking();
    private volatile Cancellable running = () -> {};

    @SuppressWarnings("checkstyle:ParameterNumber")
    CommandListener(
            @Channel("commands-in") Multi<Message<byte[]>> commands,
            CommandRunner runner,
            UnderWay underWay,
            OwnedPartitions partitions,
            DeadLetterPublisher deadLetters,
            DeviceRegistry registry,
            CommandsConfig config,
            ObjectMapper json) {
        this.commands = commands;
        this.runner = runner;
        this.underWay = underWay;
        this.partitions = partitions;
        this.deadLetters = deadLetters;
        this.registry = registry;
        this.config = config;
        this.json = json;
    }

    /** Not before the devices are known, so that the first commands do not all ask the registry. */
    void start(@Observes StartupEvent start) {
        running = registry.ready()
                .subscribe()
                .with(
                        ready -> commands.subscribe().withSubscriber(taking),
                        failure -> Log.error("no commands are taken", failure));
    }

    /** Before the drivers are closed: what is at a vendor ends, nothing else begins, and the next replica does the rest. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stop) {
        partitions.leave();
        if (!underWay.settled(config.handover())) {
            Log.warn("the end comes with commands under way");
        }
        running.cancel();
        taking.cancel();
    }

    /**
     * Takes the next whenever one is answered. Not an operator that merges: that looks at all that are pending whenever one ends,
     * which with thousands of them was a fifteenth of the gateway's time.
     */
    private final class Taking implements MultiSubscriber<Message<byte[]>> {
        private volatile Flow.Subscription source;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            subscription.request(config.maxPending());
        }

        @Override
        public void onItem(Message<byte[]> message) {
            take(message).subscribe().with(answered -> source.request(1));
        }

        @Override
        public void onFailure(Throwable failure) {
            Log.error("no more commands are taken", failure);
        }

        @Override
        public void onCompletion() {
            // They are without end.
        }

        void cancel() {
            if (source != null) {
                source.cancel();
            }
        }
    }

    private Uni<Void> take(Message<byte[]> message) {
        return done(message)
                .chain(() -> Uni.createFrom().completionStage(message::ack))
                .onFailure(HandedOverException.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> Log.warnf("a command cannot be acknowledged: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> done(Message<byte[]> message) {
        Command command;
        try {
            command = json.readValue(message.getPayload(), Command.class);
        } catch (IOException | IllegalArgumentException unreadable) {
            return deadLetters.publish(entry(message), "not a command: " + firstLine(unreadable));
        }
        if (command == null) {
            return deadLetters.publish(entry(message), "not a command: null");
        }
        return runner.run(command, entry(message).partition());
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<byte[], byte[]> entry(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }
}
