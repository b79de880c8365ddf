package io.lamplighter.observations.problems;

import io.quarkus.logging.Log;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells once that something is gone, and once that it is back, however many calls meet it. */
public final class Outage {
    private final String what;
    private final AtomicBoolean lasts = new AtomicBoolean();

    /** Something whose absence is told, such as {@code PostgreSQL}. */
    public Outage(String what) {
        this.what = what;
    }

    public void begin(Throwable cause) {
        if (lasts.compareAndSet(false, true)) {
            Log.warnf("%s does not answer, trying again until it does: %s", what, cause.getMessage());
        }
    }

    public void end() {
        if (lasts.get() && lasts.compareAndSet(true, false)) {
            Log.infof("%s answers again", what);
        }
    }
}
