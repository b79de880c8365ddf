package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** What a service tells of itself at {@code /q/metrics}, and the most heap that was seen there. */
public final class ServiceMetrics implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final URI url;
    private final AtomicLong mostHeap = new AtomicLong();
    private final Thread sampler;
    private volatile boolean isClosed;

    /** Looks at the heap twice a second until it is closed. */
    public static ServiceMetrics watch(URI url) {
        return new ServiceMetrics(url);
    }

    private ServiceMetrics(URI url) {
        this.url = url;
        this.sampler = Thread.ofVirtual().name("samples-" + url.getPort()).start(this::sample);
    }

    /** The most heap in use that was seen, for people. */
    public String mostHeap() {
        return mostHeap.get() == 0 ? "not told" : "%,d MB".formatted(mostHeap.get() >> 20);
    }

    /** The least heap in use that is seen within a few seconds: what is left after a collection, or little more. */
    public static long heapAfterCollection(URI url) throws InterruptedException {
        var least = Long.MAX_VALUE;
        for (var look = 0; look < 20; look++) {
            least = Math.min(least, (long) sum(url, "jvm_memory_used_bytes{area=\"heap\""));
            Thread.sleep(PAUSE_MILLIS);
        }
        return least;
    }

    /** The sum of all samples whose line begins like this; 0 where there is none. */
    public static double sum(URI url, String... beginnings) {
        try (var wire = new Wire(url)) {
            var _ = wire.ask(Wire.get("/q/metrics"));
            return wire.body()
                    .lines()
                    .filter(line -> java.util.Arrays.stream(beginnings).anyMatch(line::startsWith))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        sampler.interrupt();
    }

    private void sample() {
        while (!isClosed) {
            try {
                var used = (long) sum(url, "jvm_memory_used_bytes{area=\"heap\"");
                mostHeap.accumulateAndGet(used, Math::max);
                Thread.sleep(PAUSE_MILLIS);
            } catch (BenchException away) {
                // looked at again
            } catch (InterruptedException stop) {
                return;
            }
        }
    }
}
