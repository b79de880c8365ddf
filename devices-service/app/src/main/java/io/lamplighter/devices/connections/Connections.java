package io.lamplighter.devices.connections;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Opens the connections: statements are kept prepared, but for those whose plan depends on their values. */
@ApplicationScoped
public class Connections implements PgPoolCreator {
    /**
     * Begins a statement that PostgreSQL plans for its values each time. A statement that is kept prepared is soon
     * planned for any values, and a label that one device has wants another plan than one that half of them have.
     */
    public static final String PLANNED_ANEW = "/* planned anew */ ";

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options ->
                        options.setPreparedStatementCacheSqlFilter(statement -> !statement.startsWith(PLANNED_ANEW)));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
