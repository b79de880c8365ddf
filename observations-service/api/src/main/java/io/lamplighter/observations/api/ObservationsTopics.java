package io.lamplighter.observations.api;

/** The Kafka topics that the observations-service reads. */
public final class ObservationsTopics {
    /**
     * Observations to be stored. The key is the device id in its text form, the value a {@link DeviceObservations}.
     * Whoever has Kafka's acknowledgement of a record can rely on it being stored.
     */
    public static final String OBSERVATIONS = "observations";

    /** Records of {@link #OBSERVATIONS} that could not be stored, with the reason in their headers. */
    public static final String OBSERVATIONS_DEAD_LETTER = "observations-dead-letter";

    /** The CloudEvents type of a record on {@link #OBSERVATIONS}. */
    public static final String OBSERVED = "io.lamplighter.observations.observed";

    private ObservationsTopics() {}
}
