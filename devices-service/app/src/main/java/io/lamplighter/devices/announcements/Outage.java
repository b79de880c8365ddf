package io.lamplighter.devices.announcements;

import io.quarkus.logging.Log;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that others provide is gone: one line when that begins, one when it ends. */
final class Outage {
    private final String what;
    private final AtomicBoolean isOn = new AtomicBoolean();

    Outage(String what) {
        this.what = what;
    }

    boolean isOn() {
        return isOn.get();
    }

    void begin(Throwable reason) {
        if (isOn.compareAndSet(false, true)) {
            Log.warnf("%s (%s)", what, origin(reason).getMessage());
        }
    }

    void end() {
        if (isOn.compareAndSet(true, false)) {
            Log.infof("Over: %s", what);
        }
    }

    private static Throwable origin(Throwable reason) {
        var origin = reason;
        while (origin.getCause() != null) {
            origin = origin.getCause();
        }
        return origin;
    }
}
