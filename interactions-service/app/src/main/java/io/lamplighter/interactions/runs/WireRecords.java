package io.lamplighter.interactions.runs;

import io.lamplighter.gateway.api.CommandError;
import io.lamplighter.gateway.api.CommandOutcome;
import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.gateway.api.Observed;
import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.KeepValue;
import io.lamplighter.interactions.api.Retry;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Step;
import io.lamplighter.interactions.api.StepView;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.api.Warning;
import io.lamplighter.observations.api.DeviceObservations;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Records that are read and written outside of REST, for the native executable. */
@RegisterForReflection(
        targets = {
            Command.class,
            CommandError.class,
            CommandOutcome.class,
            CommandResult.class,
            DefineSchedule.class,
            DeviceObservations.class,
            KeepValue.class,
            Retry.class,
            Rollout.class,
            Step.class,
            StepView.class,
            Warning.class,
            Observed.class,
            RunError.class,
            RunView.class,
            Selector.class,
            StartInteraction.class,
            Target.class
        })
final class WireRecords {
    private WireRecords() {}
}
