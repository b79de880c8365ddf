package io.lamplighter.bench.reference;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * The least that answers {@code GET /api/devices/ID} from the registry's own table: Vert.x HTTP and the reactive client,
 * which is what Quarkus stands on, with no routing, no checks and no object in between. Same settings of the JVM, same
 * number of event loops and connections as the service.
 */
public final class BareServer {
    private static final int CONNECTIONS = 10;
    private static final String SELECT =
            "select id, name, type, vendor, account, vendor_ids, location_name, labels, enabled, created_at, updated_at,"
                    + " updated_by, version from device where id = $1";
    private static final int PREFIX = "/api/devices/".length();

    private BareServer() {}

    /** Arguments: port, database address as {@code postgresql://HOST:PORT/NAME}, user, password. */
    static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        var database = PgConnectOptions.fromUri(arguments[1])
                .setUser(arguments[2])
                .setPassword(arguments[3])
                .setCachePreparedStatements(true);
        var pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS).setShared(true))
                .connectingTo(database)
                .using(vertx)
                .build();
        var loops = Runtime.getRuntime().availableProcessors();
        var _ = vertx.deployVerticle(
                () -> new Lane(pool, Integer.parseInt(arguments[0])), new DeploymentOptions().setInstances(loops));
    }

    private static final class Lane extends AbstractVerticle {
        private final Pool pool;
        private final int port;

        Lane(Pool pool, int port) {
            this.pool = pool;
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void answer(HttpServerRequest request) {
            var id = UUID.fromString(request.path().substring(PREFIX));
            var _ = pool.preparedQuery(SELECT).execute(Tuple.of(id)).onComplete(rows -> {
                var response = request.response();
                if (rows.failed() || rows.result().size() == 0) {
                    var _ = response.setStatusCode(rows.failed() ? 500 : 404).end();
                } else {
                    var _ = response.putHeader("content-type", "application/json")
                            .end(json(rows.result().iterator().next()).toBuffer());
                }
            });
        }

        private static JsonObject json(Row row) {
            return new JsonObject()
                    .put("id", row.getUUID(0).toString())
                    .put("name", row.getString(1))
                    .put("type", row.getString(2))
                    .put("vendor", row.getString(3))
                    .put("account", row.getString(4))
                    .put("vendorIds", row.getJsonObject(5))
                    .put("location", new JsonObject().put("name", row.getString(6)))
                    .put("labels", row.getJsonObject(7))
                    .put("enabled", row.getBoolean(8))
                    .put("createdAt", row.getOffsetDateTime(9).toInstant().toString())
                    .put("updatedAt", row.getOffsetDateTime(10).toInstant().toString())
                    .put("updatedBy", row.getString(11))
                    .put("version", row.getLong(12));
        }
    }
}
