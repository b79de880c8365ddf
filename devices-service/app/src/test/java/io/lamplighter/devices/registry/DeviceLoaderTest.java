package io.lamplighter.devices.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.devices.Devices;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class DeviceLoaderTest {
    private static final UUID NOBODY = UUID.fromString("01a1fc2b-0000-7000-8000-000000000000");

    @Inject
    DeviceLoader loader;

    @Test
    void whoeverReadsAtTheSameTimeGetsTheOwnDeviceOrNone() {
        var fleet = Stream.generate(
                        () -> UUID.fromString(Devices.register(Devices.plug()).getString("id")))
                .limit(20)
                .toList();

        var read = IntStream.range(0, 1000)
                .mapToObj(number -> number % 10 == 9 ? missing() : loader.get(fleet.get(number % fleet.size())))
                .toList();
        var found = Uni.join().all(read).andFailFast().await().atMost(Duration.ofSeconds(30));

        assertThat(IntStream.range(0, 1000).filter(number -> number % 10 < 9))
                .allSatisfy(number -> assertThat(found.get(number).id()).isEqualTo(fleet.get(number % fleet.size())));
        assertThat(found.stream().filter(device -> device == null)).hasSize(100);
    }

    private Uni<DeviceView> missing() {
        return loader.get(NOBODY).onFailure(DeviceNotFoundException.class).recoverWithNull();
    }
}
