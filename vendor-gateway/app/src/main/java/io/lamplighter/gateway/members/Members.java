package io.lamplighter.gateway.members;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Selector;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The devices that one selector or group has now; shared by all who asked for the same. */
public final class Members {
    /** What was asked for: a group by its name, or a selector. */
    record Key(String group, Selector selector) {}

    private final Key key;
    private final Set<UUID> ids = ConcurrentHashMap.newKeySet();
    private volatile SelectorMatch match;
    private volatile Selector selector;
    private volatile Instant changedAt = Instant.EPOCH;
    private int holders;

    Members(Key key, Selector selector) {
        this.key = key;
        this.selector = selector;
        this.match = new SelectorMatch(selector);
    }

    /** Whether the device is one of them. */
    public boolean contains(UUID device) {
        return device != null && ids.contains(device);
    }

    /** All of them as they are now. */
    public Set<UUID> ids() {
        return new HashSet<>(ids);
    }

    /** Whether it is a group, whose definition may change. */
    public boolean isGroup() {
        return key.group() != null;
    }

    /** When the group was last defined anew, as far as is known here; long ago for a selector. */
    public Instant changedAt() {
        return changedAt;
    }

    Key key() {
        return key;
    }

    boolean hold(int more) {
        holders += more;
        return holders > 0;
    }

    void changedAt(Instant at) {
        changedAt = at;
    }

    boolean isDefinedAs(Selector other) {
        return selector.equals(other);
    }

    void define(Selector other) {
        match = new SelectorMatch(other);
        selector = other;
    }

    /** Takes in the device as it is now; null when it is gone. Tells whether it came or went, null when neither. */
    Crossing meet(UUID id, DeviceView device) {
        var is = device != null && match.test(device);
        var changed = is ? ids.add(id) : ids.remove(id);
        return changed ? new Crossing(this, id, is) : null;
    }
}
