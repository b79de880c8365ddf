package io.lamplighter.interactions.api;

/** The Kafka topics that the interactions-service writes; the key of every record is the device id in its text form. */
public final class InteractionsTopics {
    /** What runs ask of the vendor gateway: each value a {@link Command}. The same command may come more than once. */
    public static final String COMMANDS = "commands";

    /** Every change of a run: each value the whole {@link RunView}. */
    public static final String RUNS = "runs";

    /** The CloudEvents type of a record on {@link #COMMANDS}. */
    public static final String COMMAND_DISPATCHED = "io.lamplighter.command.dispatched";

    /** The CloudEvents type of a record on {@link #RUNS}. */
    public static final String RUN_CHANGED = "io.lamplighter.run.changed";

    private InteractionsTopics() {}
}
