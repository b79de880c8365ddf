package io.lamplighter.gateway.devices;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hears every record of the topic {@code devices}, after the registry has taken it in; on the follower's thread. */
public interface DevicesListener {
    /** The topic will be read from here; before the first record. */
    void devicesStarted(String identity, long[] starts);

    /** A device was created, changed or deleted. */
    void deviceChanged(ConsumerRecord<byte[], byte[]> entry);
}
