package io.lamplighter.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriverDescriptionTest {
    private static DriverDescription describing(Capability... capabilities) {
        return DriverDescription.of("acme", "Acme", List.of("id"), EnumSet.copyOf(List.of(capabilities)));
    }

    private static Set<VendorDevice> devices(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new VendorDevice("default", Map.of("id", "" + number)))
                .collect(Collectors.toSet());
    }

    @Test
    void aBatchMayNameAnyNumberOfDevicesUnlessTheDriverSaysOtherwise() {
        var description = describing(Capability.BATCH_READ);

        assertThat(description.batch()).isEqualTo(DriverDescription.NO_LIMIT);
        assertThatCode(() -> description.checkBatch(devices(5000))).doesNotThrowAnyException();
    }

    @Test
    void aLargerBatchThanDeclaredIsRejected() {
        var description = describing(Capability.BATCH_READ).withBatch(10).behindOneAddress();

        assertThatCode(() -> description.checkBatch(devices(10))).doesNotThrowAnyException();
        assertThatThrownBy(() -> description.checkBatch(devices(11)))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageContaining("10")
                .hasMessageContaining("11");
    }

    @Test
    void whoReadsNoBatchesHasNoSizeOfOne() {
        assertThat(describing(Capability.READ_STATUSES).batch()).isZero();
        assertThatThrownBy(() -> describing(Capability.READ_STATUSES).withBatch(10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> describing(Capability.BATCH_READ).withBatch(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
