package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.vendors.Drivers;
import io.lamplighter.interactions.api.Command;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Does what a command asks, once and now. */
@ApplicationScoped
class TaskRunner {
    private static final Set<String> TASKS = Set.of(
            "pull_status",
            "pull_attributes",
            "pull_all",
            "refresh_all",
            Tasks.SET_STATUS,
            Tasks.SET_ATTRIBUTES,
            Tasks.SELF_TEST);

    private final DeviceRegistry registry;
    private final Drivers drivers;
    private final DriverCaller caller;
    private final FailureTranslator failures;
    private final Clock clock;

    TaskRunner(DeviceRegistry registry, Drivers drivers, DriverCaller caller, FailureTranslator failures, Clock clock) {
        this.registry = registry;
        this.drivers = drivers;
        this.caller = caller;
        this.failures = failures;
        this.clock = clock;
    }

    /** Never fails: what goes wrong is in the answer. */
    Uni<Answer> run(Command command) {
        return Uni.createFrom().deferred(() -> checked(command)).onFailure().recoverWithItem(failures::answer);
    }

    private Uni<Answer> checked(Command command) {
        if (!clock.instant().isBefore(command.deadline())) {
            throw new DeadlinePassedException(command.deadline());
        }
        if (!TASKS.contains(command.task())) {
            throw new RefusedException("unknown_task", "there is no task " + command.task());
        }
        return registry.device(command.deviceId()).chain(device -> run(command, device));
    }

    private Uni<Answer> run(Command command, DeviceView device) {
        if (command.task().equals(Tasks.SELF_TEST)) {
            return Uni.createFrom().item(Answer.succeeded(List.of()));
        }
        if (!device.enabled()) {
            throw new RefusedException("device_disabled", "the device " + device.name() + " is disabled");
        }
        var driver = drivers.driver(device.vendor());
        return switch (command.task()) {
            case "pull_status" -> read(command, device, driver, Scope.STATUSES);
            case "pull_attributes" -> read(command, device, driver, Scope.ATTRIBUTES);
            case Tasks.SET_STATUS, Tasks.SET_ATTRIBUTES -> set(command, device, driver);
            default -> read(command, device, driver, Scope.ALL);
        };
    }

    private Uni<Answer> read(Command command, DeviceView device, Driver driver, Scope scope) {
        return caller.read(driver, device, scope, command.deadline())
                .map(read -> read.stream().filter(scope::includes).toList())
                .map(Answer::succeeded);
    }

    private Uni<Answer> set(Command command, DeviceView device, Driver driver) {
        var setting = Tasks.setting(command);
        return caller.set(driver, device, setting, command.deadline())
                .map(readBack -> confirmed(driver, setting, readBack));
    }

    private static Answer confirmed(Driver driver, Setting setting, List<Observation> readBack) {
        return driver.describe().can(Capability.READ_BACK) ? Confirmation.of(setting, readBack) : Answer.acknowledged();
    }
}
