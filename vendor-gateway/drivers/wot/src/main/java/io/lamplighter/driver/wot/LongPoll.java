package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks again and again; each answer comes when something has happened. What happens between an answer and the next question is
 * not told, which is in the nature of it. A device that answers at once each time is asked ten times a second at most.
 */
final class LongPoll {
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final int QUICK_ONES = 20;
    private static final long IDLE_MS = 1_000;

    private final WotClient client;
    private final Listening listening;
    private final Thing.Stream stream;
    private final String key;
    private boolean begun;
    private int quick;

    LongPoll(WotClient client, Listening listening, Thing.Stream stream) {
        this.client = client;
        this.listening = listening;
        this.stream = stream;
        this.key = stream.told().keySet().iterator().next();
    }

    void begin() {
        if (listening.isEnded()) {
            return;
        }
        var asked = listening.now();
        listening.follow(
                client.waitFor(listening.target().account(), listening.request(stream), this::sent),
                answer -> take(answer, asked));
    }

    private void sent() {
        if (!begun) {
            begun = true;
            listening.begun();
        }
    }

    private void take(Answer answer, Instant asked) {
        try {
            if (isNothing(answer.status())) {
                listening.alive();
            } else {
                listening.told(stream, key, value(Answers.checked(answer)), listening.now());
            }
        } catch (DriverException failure) {
            listening.failed(failure);
            return;
        }
        again(asked, isNothing(answer.status()));
    }

    /** The device or something between has waited long enough. */
    private static boolean isNothing(int status) {
        return status == 204 || status == 304 || status == 408 || status == 504;
    }

    private JsonNode value(Answer answer) {
        if (answer.body().length() == 0) {
            return Json.MAPPER.missingNode();
        }
        var form = stream.form();
        var fields = stream.told().get(key);
        return Form.isText(form.answered()) && fields.getFirst().isWhole()
                ? fields.getFirst().parsed(answer.body().toString())
                : Json.parse(answer.body());
    }

    private void again(Instant asked, boolean nothing) {
        var isQuick = Duration.between(asked, listening.now()).compareTo(QUICK) < 0;
        quick = isQuick ? quick + 1 : 0;
        if (isQuick && (nothing || quick > QUICK_ONES)) {
            listening.later(nothing ? IDLE_MS : QUICK.toMillis(), this::begin);
        } else {
            begin();
        }
    }
}
