package io.lamplighter.observations.problems;

import jakarta.enterprise.context.ApplicationScoped;

/** The outages of what this service stands on, shared by all who meet them, so that each is told once. */
@ApplicationScoped
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
