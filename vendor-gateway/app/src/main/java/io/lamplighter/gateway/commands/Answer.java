package io.lamplighter.gateway.commands;

import io.lamplighter.driver.Observation;
import io.lamplighter.gateway.api.CommandError;
import io.lamplighter.gateway.api.CommandOutcome;
import java.util.List;

/** How a command went, before it is told to anybody. */
record Answer(CommandOutcome outcome, List<Observation> observations, CommandError error) {
    static Answer succeeded(List<Observation> observations) {
        return new Answer(CommandOutcome.SUCCEEDED, observations, null);
    }

    static Answer acknowledged() {
        return new Answer(CommandOutcome.ACKNOWLEDGED, List.of(), null);
    }

    static Answer failed(String code, String detail) {
        return new Answer(CommandOutcome.FAILED, List.of(), new CommandError(code, detail));
    }

    static Answer notConfirmed(List<Observation> observations, String detail) {
        return new Answer(CommandOutcome.FAILED, observations, new CommandError("not_confirmed", detail));
    }

    static Answer expired(String detail) {
        return new Answer(CommandOutcome.EXPIRED, List.of(), new CommandError("deadline_passed", detail));
    }
}
