package io.lamplighter.observations.series;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds the series of a name, and makes those that are missing; safe when several replicas do so at once. */
@Singleton
public class SeriesDirectory {
    private static final String FIND = """
            select s.id, s.device_id, s.name, s.kind, s.units
            from unnest($1::uuid[], $2::text[]) as wanted(device_id, name) join series s using (device_id, name)""";
    // Always in the same order, so that two replicas cannot wait for each other.
    private static final String ADD = """
            insert into series (device_id, name, kind, units)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) order by 1, 2, 3, 4
            on conflict do nothing""";

    private final Pool pool;
    private final Cache<Named, List<Series>> remembered;

    SeriesDirectory(Pool pool, SeriesConfig config) {
        this.pool = pool;
        this.remembered = Caffeine.newBuilder().maximumSize(config.remembered()).build();
    }

    /** All series of each of these names, among them those of the wanted shapes. */
    public Uni<Map<Named, List<Series>>> resolve(Map<Named, Set<Shape>> wanted) {
        var found = HashMap.<Named, List<Series>>newHashMap(wanted.size());
        var missing = new ArrayList<Named>();
        wanted.forEach((named, shapes) -> {
            var known = remembered.getIfPresent(named);
            if (known != null && lacking(known, shapes).isEmpty()) {
                found.put(named, known);
            } else {
                missing.add(named);
            }
        });
        if (missing.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return find(missing)
                .chain(stored -> complete(missing, wanted, stored))
                .invoke(remembered::putAll)
                .map(complete -> {
                    found.putAll(complete);
                    return found;
                });
    }

    /** To be called when other replicas may have added series to names that this one remembers. */
    public void forget() {
        remembered.invalidateAll();
    }

    private Uni<Map<Named, List<Series>>> complete(
            List<Named> names, Map<Named, Set<Shape>> wanted, Map<Named, List<Series>> stored) {
        var additions = names.stream()
                .flatMap(named -> lacking(stored.getOrDefault(named, List.of()), wanted.get(named)).stream()
                        .map(shape -> new Addition(named, shape)))
                .toList();
        return additions.isEmpty()
                ? Uni.createFrom().item(stored)
                : add(additions).chain(() -> find(names));
    }

    private Uni<Map<Named, List<Series>>> find(List<Named> names) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(
                        names.stream().map(Named::deviceId).toArray(UUID[]::new),
                        names.stream().map(Named::name).toArray(String[]::new)))
                .map(rows -> {
                    var found = HashMap.<Named, List<Series>>newHashMap(names.size());
                    rows.forEach(row -> {
                        var series = Series.of(row);
                        found.computeIfAbsent(new Named(series.deviceId(), series.name()), named -> new ArrayList<>(1))
                                .add(series);
                    });
                    return found;
                });
    }

    private Uni<Void> add(List<Addition> additions) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(
                        additions.stream().map(each -> each.named().deviceId()).toArray(UUID[]::new),
                        additions.stream().map(each -> each.named().name()).toArray(String[]::new),
                        additions.stream()
                                .map(each -> each.shape().kind().word())
                                .toArray(String[]::new),
                        additions.stream().map(each -> each.shape().units()).toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static List<Shape> lacking(Collection<Series> known, Set<Shape> shapes) {
        return shapes.stream()
                .filter(shape -> known.stream().noneMatch(series -> series.has(shape)))
                .toList();
    }

    private record Addition(Named named, Shape shape) {}
}
