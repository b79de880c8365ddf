package io.lamplighter.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatchedDevicesTest {
    private final Account account = Account.named("default");

    @Test
    void whoIsSlowIsToldTheLastOfManyChanges() {
        var watched = new WatchedDevices(account, List.of(device(1)));
        var slow = watched.changes().subscribe().withSubscriber(AssertSubscriber.<Set<VendorDevice>>create(1));

        for (var number = 2; number <= 100; number++) {
            assertThat(watched.become(List.of(device(number)))).isTrue();
        }
        slow.request(100);

        assertThat(slow.getItems()).containsExactly(named("1"), named("100"));
    }

    @Test
    void theSameDevicesAreNoChange() {
        var watched = new WatchedDevices(account, List.of(device(1), device(2)));
        var told = watched.changes().subscribe().withSubscriber(AssertSubscriber.<Set<VendorDevice>>create(9));

        assertThat(watched.become(List.of(device(2), device(1)))).isFalse();
        assertThat(told.getItems()).hasSize(1);
        assertThat(watched.device(new VendorDevice(account, Map.of("id", "2")))).isPresent();
    }

    private Set<VendorDevice> named(String id) {
        return Set.of(new VendorDevice(account, Map.of("id", id)));
    }

    static DeviceView device(int number) {
        var id = Integer.toString(number);
        var now = Instant.EPOCH;
        return new DeviceView(
                UUID.randomUUID(),
                "Lamp",
                "lamp",
                "fake",
                "default",
                Map.of("id", id),
                null,
                Map.of(),
                true,
                now,
                now,
                1,
                "test",
                Map.of(),
                null,
                null,
                null,
                null);
    }
}
