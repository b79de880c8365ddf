package io.lamplighter.devices.api;

/** The Kafka topics that the registry writes. */
public final class DevicesTopics {
    /**
     * Every change of a device. Compacted; the key is the device id in its text form, the value a {@link DeviceView},
     * or nothing (a tombstone) once the device is deleted. Reading it from the start rebuilds the registry.
     */
    public static final String DEVICES = "devices";

    /** The CloudEvents type of a record on {@link #DEVICES} that carries a device. */
    public static final String DEVICE_CHANGED = "io.lamplighter.device.changed";

    /** The CloudEvents type of a tombstone on {@link #DEVICES}. */
    public static final String DEVICE_DELETED = "io.lamplighter.device.deleted";

    private DevicesTopics() {}
}
