package io.lamplighter.observations.graph;

import io.lamplighter.observations.api.DeviceObservations;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Name;

/** What is told as it comes. */
@GraphQLApi
public class Subscriptions {
    private final TopicFollower topic;
    private final GraphConfig config;

    Subscriptions(TopicFollower topic, GraphConfig config) {
        this.topic = topic;
        this.config = config;
    }

    @Subscription
    @Description("Observations as Kafka has taken them, from now on; whoever is too far behind is told so and cut off")
    public Multi<Observed> observations(
            @Name("devices") @Description("of these only") List<String> devices,
            @Name("names") @Description("of these names only") List<String> names) {
        DeviceFields.require(
                topic.followers() < config.subscriptions(), "there are too many subscriptions; come again later");
        DeviceFields.require(devices == null || devices.size() <= 1000, "devices: must be at most 1000");
        Set<UUID> of = devices == null
                ? Set.of()
                : devices.stream().map(DeviceFields::uuid).collect(Collectors.toSet());
        Set<String> named = names == null ? Set.of() : Set.copyOf(names);
        return Multi.createFrom()
                .<Observed>emitter(emitter -> follow(emitter, of, named), config.behind())
                .onFailure(BackPressureFailure.class)
                .transform(tooSlow -> new QuestionException("too far behind; subscribe again"));
    }

    private void follow(MultiEmitter<? super Observed> emitter, Set<UUID> devices, Set<String> names) {
        BiConsumer<UUID, DeviceObservations> follower = (device, read) -> {
            if (devices.isEmpty() || devices.contains(device)) {
                read.observations().stream()
                        .filter(each -> names.isEmpty() || names.contains(each.name()))
                        .forEach(each -> emitter.emit(Observed.of(device, each)));
            }
        };
        emitter.onTermination(() -> topic.leave(follower));
        topic.follow(follower);
    }
}
