package io.lamplighter.gateway.commands;

import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.interactions.api.Command;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What the arguments of the tasks mean. */
final class Tasks {
    static final String PULL_STATUS = "pull_status";
    static final String PULL_ATTRIBUTES = "pull_attributes";
    static final String PULL_ALL = "pull_all";
    static final String REFRESH_ALL = "refresh_all";
    static final String SET_STATUS = "set_status";
    static final String SET_ATTRIBUTES = "set_attributes";
    static final String IMPORT_HISTORY = "import_history";
    static final String SELF_TEST = "self_test";

    private Tasks() {}

    /** Whether doing it changes the device. */
    static boolean changes(String task) {
        return task.equals(SET_STATUS) || task.equals(SET_ATTRIBUTES);
    }

    /** What it reads of the device now; empty when it does something else. */
    static Optional<Scope> reads(String task) {
        return switch (task) {
            case PULL_STATUS -> Optional.of(Scope.STATUSES);
            case PULL_ATTRIBUTES -> Optional.of(Scope.ATTRIBUTES);
            case PULL_ALL, REFRESH_ALL -> Optional.of(Scope.ALL);
            default -> Optional.empty();
        };
    }

    /** Since when the past is wanted; empty for what is not stored yet. */
    static Optional<Instant> since(Command command) {
        try {
            return Optional.ofNullable(command.arguments().get("since")).map(since -> Instant.parse(since.toString()));
        } catch (DateTimeException broken) {
            throw new RefusedException("rejected", "arguments.since: must be a time such as 2026-11-21T02:30:00Z");
        }
    }

    static Setting setting(Command command) {
        var status = command.task().equals(SET_STATUS);
        var name = command.arguments().getOrDefault("name", status ? "on" : null);
        var value = command.arguments().get("value");
        if (!(name instanceof String text) || text.isBlank()) {
            throw new RefusedException("rejected", "arguments.name: must be the name of what is to be set");
        }
        if (status && !(value instanceof Boolean) && !(value instanceof String)) {
            throw new RefusedException("rejected", "arguments.value: must be true, false or a text");
        }
        if (!status && !(value instanceof Number)) {
            throw new RefusedException("rejected", "arguments.value: must be a number");
        }
        return new Setting(text, value);
    }
}
