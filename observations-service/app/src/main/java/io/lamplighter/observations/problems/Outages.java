package io.lamplighter.observations.problems;

import jakarta.inject.Singleton;

/** The outages of what this service stands on, shared by all who meet them, so that each is told once. */
@Singleton
public class Outages {
    private final Outage database = new Outage("PostgreSQL");
    private final Outage kafka = new Outage("Kafka");

    public Outage database() {
        return database;
    }

    public Outage kafka() {
        return kafka;
    }
}
