package io.lamplighter.gateway.commands;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.partitions.OwnedPartitions;
import io.lamplighter.interactions.api.Command;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does each attempt of a command once: a repeat is answered with the same result, one in progress is joined. Only a
 * command that says it is a later attempt is done again.
 */
@Singleton
public class CommandRunner {
    private static final Duration REFRESH_LIMIT = Duration.ofMinutes(1);

    private record Attempt(UUID runId, int number) {
        static Attempt of(Command command) {
            return new Attempt(command.runId(), Math.max(1, command.attempt()));
        }

        /** The run's id for the first attempt, so that results of old look as they did. */
        String eventId() {
            return number == 1 ? runId.toString() : runId + ":" + number;
        }
    }

    /** What reads a device waits behind what reads it, and what changes it behind what changes it: in order, and not for each other. */
    private record Turn(UUID device, boolean changes) {}

    private final Map<Attempt, Uni<Void>> inProgress = new ConcurrentHashMap<>();
    private final Lanes<Turn> turns;
    private final ReadRooms rooms;
    private final AtomicInteger reads = new AtomicInteger();
    private final int maxReads;
    private final TaskRunner tasks;
    private final ResultPublisher publisher;
    private final CommandLedger ledger;
    private final FailureTranslator failures;
    private final UnchangedValues unchanged;
    private final UnderWay underWay;
    private final OwnedPartitions partitions;
    private final MeterRegistry meters;
    private final Clock clock;

    @SuppressWarnings("checkstyle:ParameterNumber")
    CommandRunner(
            CommandsConfig config,
            ReadRooms rooms,
            TaskRunner tasks,
            ResultPublisher publisher,
            CommandLedger ledger,
            FailureTranslator failures,
            UnchangedValues unchanged,
            UnderWay underWay,
            OwnedPartitions partitions,
            MeterRegistry meters,
            Clock clock) {
        this.turns = new Lanes<>(1, config.maxWaitingPerDevice());
        this.maxReads = config.maxPendingReads();
        this.rooms = rooms;
        this.tasks = tasks;
        this.publisher = publisher;
        this.ledger = ledger;
        this.failures = failures;
        this.unchanged = unchanged;
        this.underWay = underWay;
        this.partitions = partitions;
        this.meters = meters;
        this.clock = clock;
        var _ = meters.gaugeMapSize(
                "lamplighter_commands_pending", io.micrometer.core.instrument.Tags.empty(), inProgress);
    }

    /**
     * Answers once the command is answered and Kafka has the answer.
     *
     * @param partition where it came from
     * @return fails with {@link HandedOverException} when that is another replica's by now, and nothing else
     */
    Uni<Void> run(Command command, int partition) {
        return Uni.createFrom()
                .deferred(() -> inProgress.computeIfAbsent(Attempt.of(command), unseen -> once(command, partition)));
    }

    private Uni<Void> once(Command command, int partition) {
        return Uni.createFrom()
                .deferred(() -> ledger.find(command.runId(), Attempt.of(command).number())
                        .map(known -> repeat(command.runId(), known))
                        .orElseGet(() -> ifThereIsRoom(command, new Grant(command, partition))))
                .onTermination()
                .invoke(() -> inProgress.remove(Attempt.of(command)))
                .memoize()
                .indefinitely();
    }

    private Uni<Void> repeat(UUID runId, CommandLedger.Entry known) {
        meters.counter("lamplighter_commands_repeated_total").increment();
        return publisher.publishResult(
                new Attempt(runId, known.attempt()).eventId(), known.deviceId(), known.task(), known.result());
    }

    private Uni<Void> ifThereIsRoom(Command command, Grant grant) {
        if (grant.changes()) {
            return inOrder(command, grant);
        }
        var pending = reads.incrementAndGet();
        var answered = pending > maxReads
                ? publish(command, Answer.failed("rate_limited", maxReads + " reads are waiting already"), now())
                : inOrder(command, grant);
        return answered.onTermination().invoke(reads::decrementAndGet);
    }

    private Uni<Void> inOrder(Command command, Grant grant) {
        return tasks.admitted(command, grant)
                .chain(() -> rooms.run(grant, () -> turns.<Void>run(turn(command), () -> answered(command, grant))))
                .onFailure(CommandRunner::wasNotAsked)
                .recoverWithUni(full -> publish(command, failures.answer(full), now()))
                .onTermination()
                .invoke(() -> underWay.end(grant));
    }

    /**
     * Reads the device once, in its lane like a command: what was missed while nobody listened. What it observes is published;
     * nobody is answered.
     */
    public Uni<Void> refresh(UUID deviceId, String task) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var deadline = clock.instant().plus(REFRESH_LIMIT);
        var command = new Command(id, null, deviceId, task, Map.of(), deadline, "gateway", 1);
        var grant = new Grant(command, partitions.of(deviceId));
        return tasks.admitted(command, grant)
                .chain(() -> turns.<Answer>run(turn(command), () -> tasks.run(command, grant)))
                .chain(answer -> publisher.publishObservations(deviceId, id.toString(), answer.observations()))
                .onTermination()
                .invoke(() -> underWay.end(grant));
    }

    /** Nothing is wrong with the device then: it was not asked. */
    private static boolean wasNotAsked(Throwable failure) {
        return failure instanceof DriverException.RateLimited
                || failure instanceof LaneFullException
                || failure instanceof RefusedException
                || failure instanceof DeadlinePassedException;
    }

    private static Turn turn(Command command) {
        return new Turn(command.deviceId(), Tasks.changes(command.task()));
    }

    private Uni<Void> answered(Command command, Grant grant) {
        var startedAt = now();
        return tasks.run(command, grant).chain(answer -> published(command, answer, startedAt));
    }

    private Uni<Void> published(Command command, Answer answer, Instant startedAt) {
        var news = Tasks.changes(command.task())
                ? answer.observations()
                : unchanged.without(command.deviceId(), answer.observations());
        return publisher
                .publishObservations(command.deviceId(), Attempt.of(command).eventId(), news)
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
                .publishResult(Attempt.of(command).eventId(), command.deviceId(), command.task(), result)
                .invoke(() -> ledger.remember(
                        command.runId(),
                        command.deviceId(),
                        command.task(),
                        Attempt.of(command).number(),
                        result));
    }

    private CommandResult result(Command command, Answer answer, Instant startedAt) {
        return new CommandResult(
                command.runId(),
                command.deviceId(),
                answer.outcome(),
                answer.observations().stream().map(ObservationRules::observed).toList(),
                answer.error(),
                startedAt,
                now(),
                Attempt.of(command).number());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
