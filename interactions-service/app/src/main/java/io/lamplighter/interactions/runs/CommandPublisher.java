package io.lamplighter.interactions.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.InteractionsTopics;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Outages;
import io.lamplighter.interactions.tasks.Tasks;
import io.lamplighter.interactions.topics.Event;
import io.lamplighter.interactions.topics.Topic;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

@Singleton
final class CommandPublisher {
    private final Topic topic;
    private final ObjectMapper mapper;
    private final Tasks tasks;
    private final Clock clock;

    CommandPublisher(
            @Channel("commands-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter,
            Outages outages,
            ObjectMapper mapper,
            Tasks tasks,
            Clock clock) {
        this.topic = new Topic(emitter, outages.kafka());
        this.mapper = mapper;
        this.tasks = tasks;
        this.clock = clock;
    }

    Uni<Void> publish(List<Command> commands) {
        return topic.publish(commands.stream().map(this::event).toList());
    }

    private Event event(Command command) {
        return new Event(
                command.runId() + ":" + command.attempt(),
                InteractionsTopics.COMMAND_DISPATCHED,
                Clocks.now(clock),
                command.deviceId(),
                json(command));
    }

    private String json(Command command) {
        try {
            return mapper.writeValueAsString(new Command(
                    command.runId(),
                    command.interactionId(),
                    command.deviceId(),
                    tasks.command(command.task()),
                    command.arguments(),
                    command.deadline(),
                    command.requestedBy(),
                    command.attempt()));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
