package io.lamplighter.simulated;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Random;

/** Does to a request what the behaviour of its device, or else that of the whole vendor, says. */
final class Misbehaviour {
    private static final String[] RUBBISH = {
        "{\"switch:0\":{\"id\":0,\"output\":tr",
        "{\"switch:0\":\"on\",\"temperature:0\":[],\"pm1:0\":1,\"em:0\":true}",
        "",
        "<html><body>It works!</body></html>",
        "[1,2,3]"
    };

    private final Vertx vertx;
    private final Random random;
    private Behaviour ofAll = Behaviour.GOOD;
    private int rubbish;
    private long second;
    private int callsInSecond;

    Misbehaviour(Vertx vertx, long seed) {
        this.vertx = vertx;
        this.random = new Random(seed);
    }

    Behaviour ofAll() {
        return ofAll;
    }

    void ofAll(Behaviour behaviour) {
        ofAll = behaviour;
    }

    /** Answers badly, or lets it be answered well after the delay. */
    void apply(RoutingContext request, SimulatedDevice device, Runnable answerWell) {
        var behaviour = of(device);
        if (behaviour.delayMs() == 0) {
            answer(request, device, behaviour, answerWell);
            return;
        }
        vertx.setTimer(behaviour.delayMs(), timer -> {
            if (!request.response().closed()) {
                answer(request, device, behaviour, answerWell);
            }
        });
    }

    /** How this device behaves now. */
    Behaviour of(SimulatedDevice device) {
        return device.behaviour().equals(Behaviour.GOOD) ? ofAll : device.behaviour();
    }

    private void answer(RoutingContext request, SimulatedDevice device, Behaviour behaviour, Runnable answerWell) {
        if (behaviour.drop()) {
            device.calls().dropped();
            request.request().connection().close();
        } else if (isOverLimit(behaviour)) {
            request.response().setStatusCode(429).putHeader("Retry-After", "1").end();
        } else if (behaviour.password() != null && !Digest.isProven(request.request(), device, behaviour)) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", Digest.header(device, behaviour))
                    .end();
        } else if (random.nextDouble() < behaviour.failRate()) {
            request.response().setStatusCode(500).end("Internal Server Error");
        } else if (behaviour.rubbish()) {
            request.response().putHeader("Content-Type", "application/json").end(RUBBISH[rubbish++ % RUBBISH.length]);
        } else {
            answerWell.run();
        }
    }

    private boolean isOverLimit(Behaviour behaviour) {
        var present = System.currentTimeMillis() / 1000;
        if (present != second) {
            second = present;
            callsInSecond = 0;
        }
        return behaviour.rateLimit() != null && ++callsInSecond > behaviour.rateLimit();
    }
}
