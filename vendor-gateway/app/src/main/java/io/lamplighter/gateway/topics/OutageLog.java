package io.lamplighter.gateway.topics;

import io.quarkus.logging.Log;
import java.util.concurrent.atomic.AtomicBoolean;

/** One line when an outage begins and one when it ends. */
public final class OutageLog {
    private final String what;
    private final AtomicBoolean out = new AtomicBoolean();

    public OutageLog(String what) {
        this.what = what;
    }

    public void begun(String reason) {
        if (out.compareAndSet(false, true)) {
            Log.warnf("%s cannot be reached: %s", what, reason);
        }
    }

    public void ended() {
        if (out.compareAndSet(true, false)) {
            Log.infof("%s can be reached again", what);
        }
    }
}
