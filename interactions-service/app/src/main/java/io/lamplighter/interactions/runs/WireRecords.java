package io.lamplighter.interactions.runs;

import io.lamplighter.gateway.api.CommandError;
import io.lamplighter.gateway.api.CommandOutcome;
import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.gateway.api.Observed;
import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Records that are read and written outside of REST, for the native executable. */
@RegisterForReflection(
        targets = {
            Command.class,
            CommandError.class,
            CommandOutcome.class,
            CommandResult.class,
            DefineSchedule.class,
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
