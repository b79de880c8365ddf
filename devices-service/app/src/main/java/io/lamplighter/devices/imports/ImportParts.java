package io.lamplighter.devices.imports;

import io.lamplighter.devices.registry.DevicesChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** What all imports share. */
@ApplicationScoped
class ImportParts {
    private final ImportConfig config;
    private final ImportLineReader lines;
    private final LineMerge merge;
    private final Event<DevicesChanged> changes;

    ImportParts(ImportConfig config, ImportLineReader lines, LineMerge merge, Event<DevicesChanged> changes) {
        this.config = config;
        this.lines = lines;
        this.merge = merge;
        this.changes = changes;
    }

    ImportConfig config() {
        return config;
    }

    ImportLineReader lines() {
        return lines;
    }

    LineMerge merge() {
        return merge;
    }

    Event<DevicesChanged> changes() {
        return changes;
    }
}
