package io.lamplighter.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.gateway.api.FeedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final UUID DEVICE = UUID.randomUUID();

    private static Waiting change(String name, int at, String cursor) {
        var series = new Change.Series(DEVICE, name);
        return new Waiting(Change.of(series, Instant.ofEpochSecond(at), at, name + at), cursor);
    }

    private static Waiting irreplaceable(String cursor) {
        return new Waiting(Change.of("update", DEVICE, "{}"), cursor);
    }

    private static List<String> drained(Backlog backlog) {
        var told = new ArrayList<String>();
        for (var next = backlog.poll(); next != null; next = backlog.poll()) {
            told.add(next.change().json() + "@" + next.cursor());
        }
        return told;
    }

    @Test
    void keepsEveryChangeWhileThereAreFew() {
        var backlog = new Backlog(3, 10);
        assertThat(backlog.add(change("a", 1, "1"))).isTrue();
        assertThat(backlog.add(change("a", 2, "2"))).isTrue();
        assertThat(backlog.add(change("b", 1, "3"))).isTrue();
        assertThat(drained(backlog)).containsExactly("a1@1", "a2@2", "b1@3");
    }

    @Test
    void keepsTheNewestOfEachSeriesByItsTimeWhenThereAreMany() {
        var backlog = new Backlog(2, 10);
        assertThat(backlog.add(change("a", 1, "1"))).isTrue();
        assertThat(backlog.add(change("b", 5, "2"))).isTrue();
        assertThat(backlog.add(change("a", 2, "3"))).isTrue();
        assertThat(backlog.add(change("b", 4, "4"))).isTrue();
        var leftOut = backlog.takeLeftOut("s");
        assertThat(leftOut.count()).isEqualTo(2);
        assertThat(leftOut.series())
                .containsExactlyInAnyOrder(
                        new FeedMessage.LeftOut(DEVICE, "a", 1, Instant.ofEpochSecond(1), Instant.ofEpochSecond(1)),
                        new FeedMessage.LeftOut(DEVICE, "b", 1, Instant.ofEpochSecond(4), Instant.ofEpochSecond(4)));
        assertThat(backlog.takeLeftOut("s")).isNull();
        assertThat(drained(backlog)).containsExactly("b5@2", "a2@3");
        assertThat(backlog.add(change("a", 3, "5"))).isTrue();
        assertThat(backlog.add(change("a", 4, "6"))).isTrue();
        assertThat(drained(backlog)).containsExactly("a3@5", "a4@6");
    }

    @Test
    void saysWhenThereIsNoRoom() {
        var backlog = new Backlog(1, 1);
        assertThat(backlog.add(change("a", 1, "1"))).isTrue();
        assertThat(backlog.add(change("b", 1, "2"))).isFalse();

        var rigid = new Backlog(1, 10);
        assertThat(rigid.add(irreplaceable("1"))).isTrue();
        assertThat(rigid.add(irreplaceable("2"))).isFalse();
    }

    @Test
    void cursorIsReadAsItWasWritten() {
        var cursor = new Cursor('o', 12345, new long[] {0, 127, 128, 1L << 40, Integer.MAX_VALUE});
        var read = Cursor.read('o', "dAAAA." + cursor.text()).orElseThrow();
        assertThat(read.world()).isEqualTo(12345);
        assertThat(read.offsets()).containsExactly(0, 127, 128, 1L << 40, Integer.MAX_VALUE);
        assertThat(Cursor.read('d', cursor.text())).isEmpty();
        assertThat(Cursor.read('o', "o***")).isEmpty();
        assertThat(Cursor.read('o', null)).isEmpty();
    }
}
