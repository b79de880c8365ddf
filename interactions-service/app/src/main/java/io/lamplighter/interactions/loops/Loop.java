package io.lamplighter.interactions.loops;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a pass for ever, one at a time. After a pass it sleeps as long as the pass says, or until it is woken; a pass
 * that fails is told (unless an {@link Outage} has told it) and repeated a second later.
 */
public final class Loop {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Duration>> pass;
    private final Context context;
    private boolean started;
    private boolean running;
    private boolean woken;
    private boolean failing;
    private long timer = -1;

    public Loop(Vertx vertx, String name, Supplier<Uni<Duration>> pass) {
        this.vertx = vertx;
        this.name = name;
        this.pass = pass;
        this.context = vertx.getOrCreateContext();
    }

    public synchronized void start() {
        started = true;
        sleep(Duration.ZERO);
    }

    public synchronized void stop() {
        started = false;
        vertx.cancelTimer(timer);
    }

    /** Makes the next pass begin now, or right after the one that is under way. */
    public void wake() {
        context.runOnContext(nothing -> wakeInContext());
    }

    private synchronized void wakeInContext() {
        if (running) {
            woken = true;
        } else if (started) {
            vertx.cancelTimer(timer);
            run();
        }
    }

    private void sleep(Duration pause) {
        if (started) {
            timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> context.runOnContext(nothing -> due(fired)));
        }
    }

    private synchronized void due(long fired) {
        if (started && !running && fired == timer) {
            run();
        }
    }

    private void run() {
        running = true;
        woken = false;
        Uni.createFrom()
                .deferred(() -> pass.get())
                .ifNoItem()
                .after(STUCK)
                .fail()
                .subscribe()
                .with(this::passed, this::failed);
    }

    private synchronized void passed(Duration pause) {
        running = false;
        failing = false;
        sleep(woken ? Duration.ZERO : pause);
    }

    private synchronized void failed(Throwable failure) {
        running = false;
        if (!failing && !(failure instanceof UnavailableException)) {
            Log.errorf(failure, "%s failed and is tried again", name);
            failing = true;
        }
        sleep(AFTER_FAILURE);
    }
}
