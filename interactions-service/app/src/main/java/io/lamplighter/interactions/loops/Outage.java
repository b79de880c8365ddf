package io.lamplighter.interactions.loops;

import io.quarkus.logging.Log;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether something that the service depends on is away; told once when it begins and once when it ends. */
public final class Outage {
    private final String what;
    private final AtomicBoolean lasting = new AtomicBoolean();

    Outage(String what) {
        this.what = what;
    }

    public void begin(Throwable reason) {
        if (lasting.compareAndSet(false, true)) {
            Log.warnf("%s cannot be reached, work waits for it: %s", what, reason);
        }
    }

    public void end() {
        if (lasting.get() && lasting.compareAndSet(true, false)) {
            Log.infof("%s can be reached again", what);
        }
    }

    public boolean lasts() {
        return lasting.get();
    }
}
