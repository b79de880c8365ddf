package io.lamplighter.interactions.storage;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * As Quarkus makes the pool, but that long statements are prepared once for each connection, too: PostgreSQL needs longer to plan
 * them than to do them, and the client by itself keeps none of more than 2,048 characters.
 */
@Singleton
final class PoolOfConnections implements PgPoolCreator {
    private static final int LONGEST_STATEMENT = 16 * 1024;

    @Override
    public Pool create(Input input) {
        var servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
    }
}
