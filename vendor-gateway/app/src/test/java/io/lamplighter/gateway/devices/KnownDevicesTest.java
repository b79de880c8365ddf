package io.lamplighter.gateway.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.accounts.Accounts;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownDevicesTest {
    private static final Accounts.Key HOME = new Accounts.Key("hue", "home");
    private static final Accounts.Key OFFICE = new Accounts.Key("hue", "office");
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

    private final KnownDevices devices = new KnownDevices();

    private static DeviceView lamp(UUID id, String account) {
        return new DeviceView(
                id,
                "Lamp " + id,
                "light ".strip(),
                "hue",
                account,
                Map.of("bridge", "b", "id", "i" + id),
                new Location("Hall", 45.0, 9.0, "Europe/Rome"),
                Map.of("room", "hall", "floor", "1"),
                true,
                THEN,
                THEN,
                1,
                "test",
                Map.of("firmware", "1.2"),
                null,
                THEN,
                THEN,
                null);
    }

    @Test
    void devicesAreFoundByAccountAlsoWhenTheyMoveAndNotWhenTheyAreGone() {
        var moved = Devices.id();
        var gone = Devices.id();
        devices.put(lamp(moved, "home"));
        devices.put(lamp(gone, "home"));
        assertThat(devices.of(HOME)).extracting(DeviceView::id).containsExactlyInAnyOrder(moved, gone);

        devices.put(lamp(moved, "office"));
        devices.remove(gone);
        devices.remove(gone);

        assertThat(devices.of(HOME)).isEmpty();
        assertThat(devices.of(OFFICE)).extracting(DeviceView::id).containsExactly(moved);
        assertThat(devices.accounts()).containsExactly(OFFICE);
        assertThat(devices.count(OFFICE)).isEqualTo(1);
        assertThat(devices.all()).hasSize(1);
    }

    @Test
    void whatManyHaveInCommonIsKeptOnceAndNothingIsLost() {
        var one = lamp(Devices.id(), "home");
        var other = lamp(Devices.id(), "home");
        devices.put(one);
        devices.put(other);

        var kept = devices.get(one.id());
        assertThat(kept).isEqualTo(one);
        assertThat(devices.get(other.id()).type()).isSameAs(kept.type());
        assertThat(devices.get(other.id()).labels()).isSameAs(kept.labels());
        assertThat(devices.get(other.id()).location()).isSameAs(kept.location());
        assertThat(kept.labels().keySet()).containsExactly("floor", "room");
    }

    @Test
    void whatARecordLeavesOutIsNoReasonToStopReading() {
        var bare = new DeviceView(
                Devices.id(),
                null,
                null,
                "hue",
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null);
        devices.put(bare);

        assertThat(devices.get(bare.id())).isEqualTo(bare);
        devices.remove(bare.id());
        assertThat(devices.accounts()).isEmpty();
    }
}
