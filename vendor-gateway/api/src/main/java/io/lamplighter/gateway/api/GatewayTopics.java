package io.lamplighter.gateway.api;

/** The Kafka topics that the gateway writes (besides {@code observations}, which belongs to the observations-service). */
public final class GatewayTopics {
    /** How commands went: the key is the device id in its text form, the value a {@link CommandResult}. */
    public static final String RESULTS = "results";

    /** The CloudEvents type of a record on {@link #RESULTS}. */
    public static final String COMMAND_ANSWERED = "io.lamplighter.command.answered";

    /** How devices are doing, compacted: the key is the device id in its text form, the value a {@link PresenceView}. */
    public static final String PRESENCE = "presence";

    /** The CloudEvents type of a record on {@link #PRESENCE}. */
    public static final String PRESENCE_CHANGED = "io.lamplighter.presence.changed";

    /**
     * The inbox of discoveries, compacted, read whole by every replica. The key is the id of what was found and the value a {@link
     * FoundDevice}; or the id with {@link #IGNORED} behind it and an {@link IgnoredDevice}. So finding something again takes
     * nothing back. A tombstone forgets.
     */
    public static final String DISCOVERIES = "discoveries";

    /** Behind the id in the key of an {@link IgnoredDevice}. */
    public static final String IGNORED = ":ignored";

    /** The CloudEvents type of a {@link FoundDevice}, or of its tombstone. */
    public static final String DEVICE_FOUND = "io.lamplighter.discovery.found";

    /** The CloudEvents type of an {@link IgnoredDevice}, or of its tombstone. */
    public static final String DEVICE_IGNORED = "io.lamplighter.discovery.ignored";

    /**
     * Who is at which socket of the feed, compacted, from one replica of the gateway to the others: the value an {@link
     * Attendance}, the key the replica and the socket.
     */
    public static final String WATCHERS = "watchers";

    /** The CloudEvents type of a record on {@link #WATCHERS}. */
    public static final String ATTENDANCE_CHANGED = "io.lamplighter.attendance.changed";

    private GatewayTopics() {}
}
