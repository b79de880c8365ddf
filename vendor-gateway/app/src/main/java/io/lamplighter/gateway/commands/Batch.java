package io.lamplighter.gateway.commands;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One call to a vendor for some devices. It is made when all of them have come, each in its own turn; who is held up by
 * something else of its device is not waited for.
 */
final class Batch {
    private static final Duration GRACE = Duration.ofMillis(10);

    /** Makes the call. */
    @FunctionalInterface
    interface Call {
        /** Makes it before this deadline, the latest of those who ask. */
        Uni<List<Reading>> of(Set<VendorDevice> devices, Instant deadline);
    }

    /** The call has been made already. */
    static final class GoneException extends RuntimeException {
        GoneException() {
            super("the batch is gone", null, false, false);
        }
    }

    private final int expected;
    private final Call call;
    private final Runnable over;
    private final Map<VendorDevice, UniEmitter<? super List<Observation>>> come = new HashMap<>();
    private Instant deadline = Instant.MIN;
    private boolean gone;

    /**
     * @param expected how many devices will come
     * @param over told when the call has ended
     */
    Batch(int expected, Call call, Runnable over) {
        this.expected = expected;
        this.call = call;
        this.over = over;
        // Nothing of this object may be set after this: it may go before the constructor returns.
        var _ = Infrastructure.getDefaultWorkerPool().schedule(this::go, GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads the device together with the others.
     *
     * @return fails with {@link GoneException} when it is too late for that
     */
    Uni<List<Observation>> read(VendorDevice device, Instant by) {
        return Uni.createFrom().emitter(emitter -> come(device, by, emitter));
    }

    private void come(VendorDevice device, Instant by, UniEmitter<? super List<Observation>> emitter) {
        boolean complete;
        synchronized (this) {
            if (gone || come.putIfAbsent(device, emitter) != null) {
                emitter.fail(new GoneException());
                return;
            }
            deadline = by.isAfter(deadline) ? by : deadline;
            complete = come.size() == expected;
        }
        if (complete) {
            go();
        }
    }

    private void go() {
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
        }
        if (come.isEmpty()) {
            over.run();
            return;
        }
        Uni.createFrom()
                .deferred(() -> call.of(Set.copyOf(come.keySet()), deadline))
                .onTermination()
                .invoke(over)
                .subscribe()
                .with(this::answer, failure -> come.values().forEach(emitter -> emitter.fail(failure)));
    }

    private void answer(List<Reading> readings) {
        var silent = new HashMap<>(come);
        for (var reading : readings) {
            var emitter = silent.remove(reading.device());
            if (emitter != null) {
                reading.failure().ifPresentOrElse(emitter::fail, () -> emitter.complete(reading.observations()));
            }
        }
        silent.values()
                .forEach(emitter -> emitter.fail(
                        new DriverException.ProtocolViolation("the vendor said nothing of this device", null)));
    }
}
