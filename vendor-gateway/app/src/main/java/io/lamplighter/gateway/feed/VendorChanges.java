package io.lamplighter.gateway.feed;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Looks now and then how the vendors are doing, and tells what has changed. */
@Singleton
class VendorChanges {
    private final Map<Change.Series, String> told = new HashMap<>();
    private final FeedStreams streams;
    private final FeedConfig config;

    VendorChanges(FeedStreams streams, FeedConfig config) {
        this.streams = streams;
        this.config = config;
    }

    void start(@Observes StartupEvent start) {
        Multi.createFrom()
                .ticks()
                .every(config.vendors())
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .subscribe()
                .with(tick -> look(), failure -> Log.error("vendors are not looked at any more", failure));
    }

    private synchronized void look() {
        for (var vendor : streams.vendorsNow()) {
            if (!vendor.json().equals(told.put(vendor.series(), vendor.json()))) {
                streams.changed(vendor);
            }
        }
    }
}
