package io.lamplighter.devices.announcements;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Counts the acknowledgements of one batch; each change settles once, on any thread. */
final class Publishing {
    private final Consumer<Published> whenDone;
    private final List<DeviceChange> acknowledged;
    private int open;
    private Exception failure;

    Publishing(int changes, Consumer<Published> whenDone) {
        this.whenDone = whenDone;
        open = changes;
        acknowledged = new ArrayList<>(changes);
    }

    /** After the first failure the rest of a batch is not sent: each would wait as long for nothing. */
    synchronized boolean hasFailed() {
        return failure != null;
    }

    synchronized void settle(DeviceChange change, Exception failed) {
        if (failed == null) {
            acknowledged.add(change);
        } else {
            failure = failed;
        }
        leaveOut();
    }

    synchronized void leaveOut() {
        open--;
        if (open == 0) {
            whenDone.accept(new Published(List.copyOf(acknowledged), failure));
        }
    }
}
