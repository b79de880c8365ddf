package io.lamplighter.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.devices.api.DeviceView;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedReadsTest {
    private final Map<DeviceView, UniEmitter<? super Void>> running = new LinkedHashMap<>();
    private final List<DeviceView> begun = new ArrayList<>();
    private final MissedReads reads = new MissedReads(device -> Uni.createFrom().emitter(emitter -> {
        begun.add(device);
        running.put(device, emitter);
    }));

    @Test
    void aFewAreReadAtATimeAndAllInTheEnd() {
        var devices =
                IntStream.range(0, 100).mapToObj(WatchedDevicesTest::device).toList();

        devices.forEach(reads::ask);
        assertThat(running).hasSize(32);
        end(devices.getFirst(), false);
        end(devices.get(1), true);
        assertThat(running).as("one that fails makes room as well").hasSize(32);
        while (!running.isEmpty()) {
            end(running.keySet().iterator().next(), false);
        }

        assertThat(begun).containsExactlyElementsOf(devices);
    }

    @Test
    void whoIsReadNowIsReadOnceMoreWhenAskedForMeanwhileAndNotAtTheSameTime() {
        var device = WatchedDevicesTest.device(1);

        reads.ask(device);
        reads.ask(device);
        reads.ask(device);
        assertThat(begun).hasSize(1);
        end(device, false);
        assertThat(begun).hasSize(2);
        end(device, false);

        assertThat(begun).hasSize(2);
    }

    @Test
    void thousandsThatAreAnsweredAtOnceNeedNoStackForEach() {
        var slow = new ArrayList<UniEmitter<? super Void>>();
        var answered = new AtomicInteger();
        var mostlyAtOnce = new MissedReads(device -> answered.incrementAndGet() > 32
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().emitter(slow::add));

        IntStream.range(0, 20_000).mapToObj(WatchedDevicesTest::device).forEach(mostlyAtOnce::ask);
        assertThat(answered).hasValue(32);
        slow.getFirst().complete(null);

        assertThat(answered).hasValue(20_000);
    }

    @Test
    void oneThatCannotEvenBeginHoldsNobodyUp() {
        var tried = new ArrayList<DeviceView>();
        var broken = new MissedReads(device -> {
            tried.add(device);
            throw new IllegalStateException("a bug");
        });

        IntStream.range(0, 100).mapToObj(WatchedDevicesTest::device).forEach(broken::ask);

        assertThat(tried).hasSize(100);
    }

    private void end(DeviceView device, boolean badly) {
        var emitter = running.remove(device);
        if (badly) {
            emitter.fail(new IllegalStateException("no answer"));
        } else {
            emitter.complete(null);
        }
    }
}
