package io.lamplighter.bench;

import io.lamplighter.bench.edge.RestingSchedules;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Machine;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One part of the benchmarks, which can be run alone. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class Part implements Callable<Integer> {
    @Mixin
    private Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    /** Measures; what it made is gone afterwards. */
    abstract List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException;

    @Override
    public final Integer call() throws InterruptedException, IOException {
        hindrance().ifPresent(reason -> {
            throw new BenchException(reason);
        });
        printMachine(out(), surroundings);
        for (var report : measured(new Progress(spec.commandLine().getErr()))) {
            report.print(out(), surroundings.asMarkdown());
        }
        return exitCode();
    }

    private List<Report> measured(Progress progress) throws InterruptedException, IOException {
        if (!isOfWhatRuns()) {
            return measure(surroundings, progress);
        }
        try (var _ = RestingSchedules.of(surroundings.edge())) {
            return measure(surroundings, progress);
        }
    }

    /** What this machine lacks to measure it, for people; empty when nothing. */
    Optional<String> hindrance() {
        return Optional.empty();
    }

    /** Whether it measures the Lamplighter that runs, whose own schedules must rest then. */
    boolean isOfWhatRuns() {
        return true;
    }

    /** 0 when all that was to be measured was measured. */
    int exitCode() {
        return 0;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static void printMachine(PrintWriter out, Surroundings surroundings) {
        out.println((surroundings.asMarkdown() ? "\nMeasured on " : "Machine: ") + Machine.described());
        out.flush();
    }
}
