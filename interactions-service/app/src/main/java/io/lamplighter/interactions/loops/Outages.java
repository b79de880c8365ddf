package io.lamplighter.interactions.loops;

import jakarta.inject.Singleton;

/** What this service cannot work without. */
@Singleton
public final class Outages {
    private final Outage database = new Outage("PostgreSQL");
    private final Outage kafka = new Outage("Kafka");
    private final Outage registry = new Outage("The registry");

    public Outage database() {
        return database;
    }

    public Outage kafka() {
        return kafka;
    }

    public Outage registry() {
        return registry;
    }
}
