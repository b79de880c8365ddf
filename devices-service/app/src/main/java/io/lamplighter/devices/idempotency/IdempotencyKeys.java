package io.lamplighter.devices.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.problems.InvalidInputException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Remembers what requests with an {@code Idempotency-Key} were answered, in the transaction that did their work. */
@ApplicationScoped
public class IdempotencyKeys {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    // Who comes second with the same key waits here until the first has committed or given up.
    private static final String CLAIM = """
            insert into idempotency_key (caller, key, body_hash) values ($1, $2, $3)
            on conflict (caller, key) do update set body_hash = excluded.body_hash, answer = null, kept_at = now()
                where idempotency_key.kept_at < now() - make_interval(secs => $4)
            returning key""";
    private static final String READ = "select body_hash, answer from idempotency_key where caller = $1 and key = $2";
    private static final String ANSWER = "update idempotency_key set answer = $3 where caller = $1 and key = $2";
    private static final String FORGET =
            "delete from idempotency_key where kept_at < now() - make_interval(secs => $1)";

    private final Pool database;
    private final ObjectMapper json;
    private final double keep;

    IdempotencyKeys(Pool database, ObjectMapper json, IdempotencyConfig config) {
        this.database = database;
        this.json = json;
        this.keep = config.keep().toMillis() / 1000.0;
    }

    /**
     * A request as far as sending it again goes.
     *
     * @param caller who asks: keys of different callers have nothing to do with each other
     * @param key 1 to 255 visible ASCII characters; null for a request that is not to be remembered
     * @param body what is asked, as JSON
     */
    public record Request(String caller, String key, Object body) {
        public Request {
            if (key != null && !KEY.matcher(key).matches()) {
                throw new InvalidInputException("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
            }
        }
    }

    /**
     * Does the work, or answers what the same request was answered before. Fails when another request had the same key.
     * A failed request is not remembered.
     */
    public <T> Uni<T> once(SqlConnection transaction, Request request, Class<T> type, Supplier<Uni<T>> work) {
        if (request.key() == null) {
            return work.get();
        }
        var hash = hash(request.body());
        return transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(request.caller(), request.key(), hash, keep))
                .chain(claimed -> claimed.rowCount() == 1
                        ? work.get().call(answer -> remember(transaction, request, answer))
                        : answered(transaction, request, hash, type));
    }

    @Scheduled(every = "${lamplighter.idempotency.clean-up-interval:PT15M}")
    Uni<Void> forgetOld() {
        return database.preparedQuery(FORGET).execute(Tuple.of(keep)).replaceWithVoid();
    }

    private Uni<Void> remember(SqlConnection transaction, Request request, Object answer) {
        return transaction
                .preparedQuery(ANSWER)
                .execute(Tuple.of(request.caller(), request.key(), text(answer)))
                .replaceWithVoid();
    }

    private <T> Uni<T> answered(SqlConnection transaction, Request request, Buffer hash, Class<T> type) {
        return transaction
                .preparedQuery(READ)
                .execute(Tuple.of(request.caller(), request.key()))
                .map(rows -> answer(rows.iterator().next(), hash, type));
    }

    private <T> T answer(Row kept, Buffer hash, Class<T> type) {
        if (!Arrays.equals(kept.getBuffer("body_hash").getBytes(), hash.getBytes())) {
            throw new IdempotencyKeyReusedException();
        }
        try {
            return json.readValue(kept.getString("answer"), type);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Buffer hash(Object body) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
