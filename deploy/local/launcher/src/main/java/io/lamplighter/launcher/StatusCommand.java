package io.lamplighter.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells what runs; exit code 0 when all of it does, 3 otherwise.")
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    @Option(names = "--data", description = "the data folder that it was started with (default: .lamplighter)")
    Path data;

    @Override
    public Integer call() {
        var layout = Layout.of(data);
        var state = State.read(layout.state());
        if (state.isEmpty()) {
            System.out.println("Nothing runs in " + layout.data());
            return NOT_RUNNING;
        }
        System.out.println(Table.of(state.get()));
        System.out.println("Open " + state.get().url());
        return state.get().processes().stream()
                        .allMatch(process -> process.alive().isPresent())
                ? 0
                : NOT_RUNNING;
    }
}
