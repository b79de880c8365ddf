package io.lamplighter.interactions.storage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Translates between columns and values. */
@Singleton
public final class Rows {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final ObjectMapper mapper;

    Rows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** The JSON object in this column as a map; null for null. */
    public static Map<String, Object> map(Row row, String column) {
        return row.getValue(column) instanceof JsonObject object ? object.getMap() : null;
    }

    public static <T> List<T> list(RowSet<Row> found, Function<Row, T> reader) {
        return StreamSupport.stream(found.spliterator(), false).map(reader).toList();
    }

    /** The JSON array in this column; empty for null. */
    public <T> List<T> readAll(Row row, String column, Class<T> type) {
        return row.getValue(column) instanceof JsonArray array
                ? array.stream()
                        .map(item ->
                                mapper.convertValue(item instanceof JsonObject object ? object.getMap() : item, type))
                        .toList()
                : List.of();
    }

    public <T> T read(Row row, String column, Class<T> type) {
        var map = map(row, column);
        return map == null ? null : mapper.convertValue(map, type);
    }

    /** A record as a parameter for a JSON column; null for null. */
    public JsonObject json(Object value) {
        return value == null ? null : new JsonObject(mapper.convertValue(value, MAP));
    }
}
