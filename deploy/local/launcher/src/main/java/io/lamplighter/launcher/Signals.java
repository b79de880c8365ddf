package io.lamplighter.launcher;

import java.lang.reflect.Proxy;

/**
 * Hears Ctrl-C and SIGTERM. A shutdown hook would be too late for an orderly stop: the embedded PostgreSQL has a hook of
 * its own, all hooks run at the same time, and the services would lose their database while they still work.
 *
 * <p>{@code sun.misc.Signal} (module {@code jdk.unsupported}, which every JDK has) is used by reflection, since the
 * compiler's warning about it cannot be switched off and warnings are errors here.
 */
final class Signals {
    private Signals() {}

    /** Runs this when the process is asked to stop, and then ends it. */
    static void onStop(Runnable stop) {
        try {
            listen("INT", stop);
            listen("TERM", stop);
        } catch (ReflectiveOperationException failure) {
            throw new LaunchException("this Java cannot listen to signals: " + failure.getMessage(), failure);
        }
    }

    private static void listen(String name, Runnable stop) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handlerType = Class.forName("sun.misc.SignalHandler");
        var handler =
                Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (_, _, _) -> {
                    stop.run();
                    System.exit(0);
                    return null;
                });
        signal.getMethod("handle", signal, handlerType)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    }
}
