package io.lamplighter.devices.registry;

import io.lamplighter.devices.problems.DatabaseUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How long a caller waits for the database. */
@ApplicationScoped
public class TimeLimit {
    private final RegistryConfig config;

    TimeLimit(RegistryConfig config) {
        this.config = config;
    }

    /** Fails in time when the work does not end. Giving up is for the caller only: the work goes on and ends in order. */
    public <T> Uni<T> keep(Uni<T> work) {
        return Uni.createFrom()
                .<T>emitter(caller -> work.subscribe().with(caller::complete, caller::fail))
                .ifNoItem()
                .after(config.timeLimit())
                .fail()
                .onFailure(DatabaseUnavailableException::isMeantBy)
                .transform(DatabaseUnavailableException::new);
    }
}
