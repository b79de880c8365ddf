package io.lamplighter.driver.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomieInterpreterTest {
    private final VendorDevice lamp = new VendorDevice("default", Map.of("convention", "homie4", "device", "lamp"));
    private final HomieInterpreter interpreter = new HomieInterpreter(lamp, "homie/lamp", "homie", false);
    private final List<Pushed> told = new ArrayList<>();

    private void hear(String path, String text, Duration later) {
        var at = Messages.NOW.plus(later);
        interpreter.take(new Message("homie/lamp/" + path, text, false, at, new Heard.Entry(0, at)), told::add);
    }

    private void hear(String path, String text) {
        hear(path, text, Duration.ZERO);
    }

    private List<String> observed() {
        return told.stream()
                .filter(Pushed.Observed.class::isInstance)
                .flatMap(each -> ((Pushed.Observed) each).observations().stream())
                .map(each -> each.name() + "=" + each.value())
                .toList();
    }

    /** As homie-device 3.0.1 for Node.js describes itself: a range without properties, a text without a data type. */
    @Test
    void aDeviceThatDoesNotSayAllIsWaitedForAndThenHeardWithWhatItSaid() {
        hear("$nodes", "light,strip[]");
        hear("light/power", "true");
        hear("light/$properties", "power,note");
        hear("light/power/$datatype", "boolean");
        hear("light/note", "warm");
        assertThat(observed()).isEmpty();

        hear("light/note", "cold", Duration.ofSeconds(6));

        assertThat(observed()).containsExactly("on=true", "note=warm", "note=cold");
    }

    @Test
    void aDeviceThatSaysAllIsHeardAtOnce() {
        hear("light/power", "true");
        hear("light/power/$datatype", "boolean");
        hear("light/$properties", "power");
        hear("$nodes", "light");

        assertThat(observed()).containsExactly("on=true");
    }
}
