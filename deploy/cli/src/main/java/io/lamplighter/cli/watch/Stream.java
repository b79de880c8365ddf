package io.lamplighter.cli.watch;

import java.util.Locale;

/** What can be watched. */
enum Stream {
    OBSERVATIONS,
    DEVICES,
    RUNS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
