package io.lamplighter.observations.graph;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers many askers at once. The fields of all devices are asked for one after the other without a pause; once that is
 * over, what they ask for is looked up together.
 *
 * <p>Not the data loaders of the GraphQL library: those of SmallRye take a source for a key, so that two fields of one
 * device with different arguments would get the same answer.
 */
final class Together<K, V> {
    private final Function<Set<K>, Uni<Map<K, V>>> source;
    private final V nothing;
    private Map<K, List<UniEmitter<? super V>>> waiting = new LinkedHashMap<>();

    /**
     * @param source looks up many; what it does not know is absent
     * @param nothing stands for what is absent
     */
    Together(V nothing, Function<Set<K>, Uni<Map<K, V>>> source) {
        this.source = source;
        this.nothing = nothing;
    }

    Uni<V> ask(K key) {
        return Uni.createFrom().emitter(emitter -> wait(key, emitter));
    }

    private void wait(K key, UniEmitter<? super V> emitter) {
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            waiting.computeIfAbsent(key, any -> new ArrayList<>(1)).add(emitter);
        }
        if (first) {
            later();
        }
    }

    private void later() {
        var context = Vertx.currentContext();
        if (context == null) {
            lookUp();
        } else {
            context.runOnContext(now -> lookUp());
        }
    }

    private void lookUp() {
        var asked = take();
        Uni.createFrom()
                .deferred(() -> source.apply(asked.keySet()))
                .subscribe()
                .with(
                        found -> asked.forEach((key, askers) ->
                                askers.forEach(each -> each.complete(found.getOrDefault(key, nothing)))),
                        failure -> asked.values().forEach(askers -> askers.forEach(each -> each.fail(failure))));
    }

    private synchronized Map<K, List<UniEmitter<? super V>>> take() {
        var taken = waiting;
        waiting = new LinkedHashMap<>();
        return taken;
    }
}
