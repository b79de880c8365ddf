package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.Scope;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.vendors.Drivers;
import io.lamplighter.interactions.api.Command;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.ObservationsApi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Does what a command asks, once and now. */
@Singleton
class TaskRunner {
    private static final Set<String> TASKS = Set.of(
            Tasks.PULL_STATUS,
            Tasks.PULL_ATTRIBUTES,
            Tasks.PULL_ALL,
            Tasks.REFRESH_ALL,
            Tasks.IMPORT_HISTORY,
            Tasks.SET_STATUS,
            Tasks.SET_ATTRIBUTES,
            Tasks.SELF_TEST);

    private final DeviceRegistry registry;
    private final Drivers drivers;
    private final DriverCaller caller;
    private final FailureTranslator failures;
    private final ObservationsApi observations;
    private final Clock clock;

    @SuppressWarnings("checkstyle:ParameterNumber")
    TaskRunner(
            DeviceRegistry registry,
            Drivers drivers,
            DriverCaller caller,
            FailureTranslator failures,
            @RestClient ObservationsApi observations,
            Clock clock) {
        this.observations = observations;
        this.registry = registry;
        this.drivers = drivers;
        this.caller = caller;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Answers when the device's account may be asked once; a device that is not known here yet waits in its lane.
     *
     * @return fails with {@link io.lamplighter.driver.DriverException.RateLimited}
     */
    Uni<Grant> admitted(Command command, Grant grant) {
        var device = registry.known(command.deviceId());
        var driver = device.flatMap(known -> drivers.find(known.vendor()));
        if (driver.isEmpty()
                || !device.get().enabled()
                || !TASKS.contains(command.task())
                || command.task().equals(Tasks.SELF_TEST)) {
            return Uni.createFrom().item(grant);
        }
        return caller.admitted(driver.get(), device.get(), Tasks.reads(command.task()), grant);
    }

    /** Fails with {@link HandedOverException} and nothing else: what goes wrong is in the answer. */
    Uni<Answer> run(Command command, Grant grant) {
        return Uni.createFrom()
                .deferred(() -> checked(command, grant))
                .onFailure(failure -> !(failure instanceof HandedOverException))
                .recoverWithItem(failures::answer);
    }

    private Uni<Answer> checked(Command command, Grant grant) {
        if (!clock.instant().isBefore(command.deadline())) {
            throw new DeadlinePassedException(command.deadline());
        }
        if (!TASKS.contains(command.task())) {
            throw new RefusedException("unknown_task", "there is no task " + command.task());
        }
        return registry.device(command.deviceId()).chain(device -> run(command, device, grant));
    }

    private Uni<Answer> run(Command command, DeviceView device, Grant grant) {
        if (command.task().equals(Tasks.SELF_TEST)) {
            return Uni.createFrom().item(Answer.succeeded(List.of()));
        }
        if (!device.enabled()) {
            throw new RefusedException("device_disabled", "the device " + device.name() + " is disabled");
        }
        var driver = drivers.driver(device.vendor());
        return switch (command.task()) {
            case Tasks.SET_STATUS, Tasks.SET_ATTRIBUTES -> set(command, grant, device, driver);
            case Tasks.IMPORT_HISTORY -> history(command, grant, device, driver);
            default -> read(grant, device, driver, Tasks.reads(command.task()).orElseThrow());
        };
    }

    private Uni<Answer> read(Grant grant, DeviceView device, Driver driver, Scope scope) {
        return caller.read(driver, device, scope, grant)
                .map(read -> read.stream().filter(scope::includes).toList())
                .map(Answer::succeeded);
    }

    /** From what is stored already, or from a time that the command names. */
    private Uni<Answer> history(Command command, Grant grant, DeviceView device, Driver driver) {
        return since(command)
                .chain(since -> caller.history(driver, device, since, grant))
                .map(Answer::succeeded);
    }

    private Uni<Instant> since(Command command) {
        var asked = Tasks.since(command);
        return asked.isPresent()
                ? Uni.createFrom().item(asked.get())
                : observations
                        .latest(List.of(command.deviceId()), 1000, null)
                        .map(page -> page.items().stream()
                                .map(ObservationView::validAt)
                                .max(Comparator.naturalOrder())
                                .orElse(Instant.EPOCH));
    }

    private Uni<Answer> set(Command command, Grant grant, DeviceView device, Driver driver) {
        var setting = Tasks.setting(command);
        return caller.set(driver, device, setting, grant).map(readBack -> Confirmation.of(setting, readBack));
    }
}
