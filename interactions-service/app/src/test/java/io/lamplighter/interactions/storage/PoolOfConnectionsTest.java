package io.lamplighter.interactions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PoolOfConnectionsTest extends ServiceTest {
    private static final String LONG = "select $1::int as one /* " + "long ".repeat(1000) + "*/";
    private static final String KEPT = "select generic_plans + custom_plans as uses from pg_prepared_statements"
            + " where statement like 'select $1::int as one%' and length(statement) > 5000";

    @Inject
    Pool pool;

    @Test
    void aLongStatementIsPreparedOnceForAConnection() {
        var uses = pool.withConnection(connection -> ask(connection)
                        .chain(() -> ask(connection))
                        .chain(() -> connection.query(KEPT).execute()))
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(uses).singleElement().extracting(row -> row.getLong("uses")).isEqualTo(2L);
    }

    private static Uni<Row> ask(SqlConnection connection) {
        return connection
                .preparedQuery(LONG)
                .execute(Tuple.of(1))
                .map(rows -> rows.iterator().next());
    }
}
