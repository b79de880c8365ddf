package io.lamplighter.gateway.commands;

import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.interactions.api.Command;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Does each command once: a repeat is answered with the same result, one in progress is joined. */
@ApplicationScoped
class CommandRunner {
    private final Map<UUID, Uni<Void>> inProgress = new ConcurrentHashMap<>();
    private final Lanes<UUID> devices;
    private final TaskRunner tasks;
    private final ResultPublisher publisher;
    private final CommandLedger ledger;
    private final FailureTranslator failures;
    private final MeterRegistry meters;
    private final Clock clock;

    @SuppressWarnings("checkstyle:ParameterNumber")
    CommandRunner(
            CommandsConfig config,
            TaskRunner tasks,
            ResultPublisher publisher,
            CommandLedger ledger,
            FailureTranslator failures,
            MeterRegistry meters,
            Clock clock) {
        this.devices = new Lanes<>(1, config.maxWaitingPerDevice());
        this.tasks = tasks;
        this.publisher = publisher;
        this.ledger = ledger;
        this.failures = failures;
        this.meters = meters;
        this.clock = clock;
        var _ = meters.gaugeMapSize(
                "lamplighter_commands_pending", io.micrometer.core.instrument.Tags.empty(), inProgress);
    }

    /** Answers once the command is answered and Kafka has the answer; never fails. */
    Uni<Void> run(Command command) {
        return Uni.createFrom().deferred(() -> inProgress.computeIfAbsent(command.runId(), unseen -> once(command)));
    }

    private Uni<Void> once(Command command) {
        return Uni.createFrom()
                .deferred(() -> ledger.find(command.runId())
                        .map(known -> repeat(command.runId(), known))
                        .orElseGet(() -> inOrder(command)))
                .onTermination()
                .invoke(() -> inProgress.remove(command.runId()))
                .memoize()
                .indefinitely();
    }

    private Uni<Void> repeat(UUID runId, CommandLedger.Entry known) {
        meters.counter("lamplighter_commands_repeated_total").increment();
        return publisher.publishResult(runId, known.deviceId(), known.task(), known.result());
    }

    private Uni<Void> inOrder(Command command) {
        return devices.<Void>run(command.deviceId(), () -> answered(command))
                .onFailure(LaneFullException.class)
                .recoverWithUni(full -> publish(
                        command, Answer.failed("unreachable", "the device is too busy: " + full.getMessage()), now()));
    }

    private Uni<Void> answered(Command command) {
        var startedAt = now();
        return tasks.run(command).chain(answer -> published(command, answer, startedAt));
    }

    private Uni<Void> published(Command command, Answer answer, Instant startedAt) {
        return publisher
                .publishObservations(command.deviceId(), command.runId(), answer.observations())
                .map(sent -> answer)
                .onFailure()
                .recoverWithItem(failures::answer)
                .chain(told -> publish(command, told, startedAt));
    }

    private Uni<Void> publish(Command command, Answer answer, Instant startedAt) {
        var result = publisher.bytes(result(command, answer, startedAt));
        meters.counter(
                        "lamplighter_commands_total",
                        "outcome",
                        answer.outcome().name().toLowerCase(Locale.ROOT),
                        "error",
                        answer.error() == null ? "" : answer.error().code())
                .increment();
        return publisher
                .publishResult(command.runId(), command.deviceId(), command.task(), result)
                .invoke(() -> ledger.remember(command.runId(), command.deviceId(), command.task(), result));
    }

    private CommandResult result(Command command, Answer answer, Instant startedAt) {
        return new CommandResult(
                command.runId(),
                command.deviceId(),
                answer.outcome(),
                answer.observations().stream().map(ObservationRules::observed).toList(),
                answer.error(),
                startedAt,
                now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
