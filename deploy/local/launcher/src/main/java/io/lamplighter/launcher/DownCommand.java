package io.lamplighter.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops what ./lamplighter up started.")
final class DownCommand implements Callable<Integer> {
    @Option(names = "--data", description = "the data folder that it was started with (default: .lamplighter)")
    Path data;

    @Override
    public Integer call() {
        var layout = Layout.of(data);
        var state = State.read(layout.state());
        if (state.isEmpty()) {
            System.out.println("Nothing runs in " + layout.data());
            return 0;
        }
        state.get().processes().getFirst().alive().ifPresent(DownCommand::endInOrder);
        Leftovers.end(layout);
        layout.state().toFile().delete();
        System.out.println("Stopped.");
        return 0;
    }

    private static void endInOrder(ProcessHandle launcher) {
        launcher.destroy();
        launcher.onExit().join();
    }
}
