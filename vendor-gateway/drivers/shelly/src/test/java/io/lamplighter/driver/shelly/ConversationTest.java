package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the frames that devices send, without a device. */
class ConversationTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_760_365_470_000L);
    private static final String STATUS =
            "{\"id\":1,\"src\":\"x\",\"result\":{\"switch:0\":{\"id\":0,\"output\":false,\"apower\":1},"
                    + "\"em1:0\":{\"id\":0,\"act_power\":5},\"input:1\":{\"id\":1,\"state\":true}}}";

    private final List<String> sent = new ArrayList<>();
    private Conversation conversation;
    private AssertSubscriber<Pushed> told;

    private void begin(Map<String, String> ids) {
        var made = new AtomicReference<Conversation>();
        var target = Target.of(new VendorDevice("default", ids));
        told = Multi.createFrom()
                .<Pushed>emitter(emitter ->
                        made.set(new Conversation(target, Clock.fixed(NOW, ZoneOffset.UTC), emitter, sent::add)))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(100));
        conversation = made.get();
        conversation.begin();
        conversation.receive(STATUS);
    }

    private List<Observation> last() {
        return ((Pushed.Observed) told.getItems().getLast()).observations();
    }

    @Test
    void tellsOnlyWhatTheNotificationTellsUnderTheNamesOfTheWhole() {
        begin(Map.of("address", "plug"));
        conversation.receive(
                "{\"src\":\"x\",\"method\":\"NotifyStatus\",\"params\":{\"ts\":1760365469.25,\"em1:0\":{\"id\":0,\"act_power\":7.5}}}");

        assertThat(sent).singleElement().asString().contains("Shelly.GetStatus");
        assertThat(told.getItems().getFirst()).isEqualTo(new Pushed.Opened(true));
        assertThat(last())
                .containsExactly(
                        new Observation.Attribute("em1_power", 7.5, "W", Instant.ofEpochMilli(1_760_365_469_250L)));
    }

    @Test
    void aDeviceWithoutTheTimeIsToldOurs() {
        begin(Map.of("address", "plug"));
        conversation.receive(
                "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":12.5,\"switch:0\":{\"id\":0,\"output\":true}}}");
        assertThat(last()).containsExactly(new Observation.Status("on", true, NOW));

        conversation.receive("{\"method\":\"NotifyFullStatus\",\"params\":{\"switch:0\":{\"id\":0,\"output\":false}}}");
        assertThat(last()).containsExactly(new Observation.Status("on", false, NOW));
    }

    @Test
    void tellsEventsOfButtons() {
        begin(Map.of("address", "plug"));
        conversation.receive("{\"method\":\"NotifyEvent\",\"params\":{\"ts\":1760365470.0,\"events\":["
                + "{\"component\":\"input:1\",\"id\":1,\"event\":\"single_push\",\"ts\":1760365470.0},"
                + "{\"component\":\"sys\",\"event\":\"config_changed\",\"ts\":1760365470.0}]}}");

        assertThat(last()).containsExactly(new Observation.Status("input_event_1", "single_push", NOW));
    }

    @Test
    void channelNarrowsWhatIsTold() {
        begin(Map.of("address", "plug", "channel", "1"));
        conversation.receive("{\"method\":\"NotifyStatus\",\"params\":{\"switch:0\":{\"id\":0,\"output\":true}}}");
        assertThat(told.getItems().getLast()).isEqualTo(new Pushed.Alive());
        conversation.receive("{\"method\":\"NotifyStatus\",\"params\":{\"input:1\":{\"id\":1,\"state\":false}}}");
        assertThat(last()).extracting(Observation::name).containsExactly("input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"NotifySta",
                "{\"method\":\"NotifyStatus\"}",
                "{\"method\":\"NotifyStatus\",\"params\":[]}",
                "{\"method\":\"NotifyStatus\",\"params\":{\"switch:0\":{\"output\":\"yes\"}}}"
            })
    void rubbishEndsIt(String frame) {
        begin(Map.of("address", "plug"));
        conversation.receive(frame);
        assertThat(told.getFailure()).isInstanceOf(DriverException.ProtocolViolation.class);
    }

    @Test
    void whatIsUnknownIsALifeSign() {
        begin(Map.of("address", "plug"));
        conversation.receive("{\"method\":\"NotifyTomorrow\",\"params\":{}}");
        assertThat(told.getItems().getLast()).isEqualTo(new Pushed.Alive());
    }
}
