package io.lamplighter.bench;

import io.lamplighter.bench.edge.ObservationsTopic;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Values of a fleet that go on changing, one device after the other at a steady rate, until it is closed. */
final class SteadyValues implements AutoCloseable {
    private final ObservationsTopic topic;
    private final List<String> devices;
    private final Thread sender;
    private volatile boolean isClosed;

    private SteadyValues(ObservationsTopic topic, List<String> devices, int rate) {
        this.topic = topic;
        this.devices = devices;
        this.sender = Thread.ofPlatform().daemon().name("values").start(() -> send(rate));
    }

    /** Tells four values of each device, so that its row is full. */
    static void first(ObservationsTopic topic, List<String> devices) {
        for (var device : devices) {
            topic.send(
                    device,
                    String.join(
                            ",",
                            observation("temperature", 20, "Cel"),
                            observation("humidity", 50, "%"),
                            observation("power", 1, "W"),
                            observation("voltage", 230, "V")));
        }
        topic.flush();
    }

    /** Begins to tell another temperature of one device after the other. */
    static SteadyValues of(ObservationsTopic topic, List<String> devices, int rate) {
        return new SteadyValues(topic, devices, rate);
    }

    private void send(int rate) {
        var start = System.nanoTime();
        for (var number = 0L; !isClosed; number++) {
            var due = start + number * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            topic.send(
                    devices.get((int) (number % devices.size())),
                    observation("temperature", (number / devices.size() + number) % 400 / 10.0, "Cel"));
        }
    }

    private static String observation(String name, double value, String units) {
        return "{\"name\":\"%s\",\"value\":%s,\"units\":\"%s\",\"validAt\":\"%s\"}"
                .formatted(name, value, units, Instant.now());
    }

    /** Returns when no more is sent. */
    @Override
    public void close() {
        isClosed = true;
        try {
            sender.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
