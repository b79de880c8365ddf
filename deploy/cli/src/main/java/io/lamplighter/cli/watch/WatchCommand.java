package io.lamplighter.cli.watch;

import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The feed in the terminal. */
@Command(name = "watch", description = "Prints every change as it comes, until Ctrl-C: first what holds now.")
public final class WatchCommand extends EdgeCommand {
    @Option(names = "--device", paramLabel = "NAME-OR-ID", description = "only this device")
    private String device;

    @Option(
            names = "--stream",
            paramLabel = "STREAM",
            defaultValue = "observations",
            description = "observations, devices or runs (${DEFAULT-VALUE})")
    private Stream stream;

    @Option(
            names = "--count",
            paramLabel = "COUNT",
            defaultValue = "9223372036854775807",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "end after this many updates")
    private long count;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw new MistakeException("--count " + count + ": must be at least 1");
        }
        var finder = new DeviceFinder(edge());
        var id = device == null ? null : finder.find(device).path("id").asText();
        if (id == null) {
            finder.learnNames();
        }
        var printer = new FeedPrinter(out(), asJson(), finder, stream);
        var subscription = new Watcher.Subscription(stream, id, count);
        endWell(() -> new Watcher(url(), user(), subscription, printer, err()).watch());
        return DONE;
    }

    /** Ctrl-C is the way to end it, so that is no failure. */
    private void endWell(Watching watching) throws InterruptedException {
        var hook = new Thread(() -> {
            out().flush();
            Runtime.getRuntime().halt(DONE);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            watching.watch();
        } finally {
            removeUnlessStopping(hook);
        }
    }

    private static void removeUnlessStopping(Thread hook) {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the hook is at work
        }
    }

    private interface Watching {
        void watch() throws InterruptedException;
    }
}
