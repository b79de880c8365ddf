package io.lamplighter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs the command line as a person would, and keeps what it printed. */
public record Terminal(int exitCode, String out, String err) {

    /** Runs the command against this address. */
    public static Terminal run(String url, String... command) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Lamplighter.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        var arguments = Stream.concat(Arrays.stream(command), Stream.of("--url", url));
        var exitCode = line.execute(arguments.toArray(String[]::new));
        return new Terminal(exitCode, out.toString(), err.toString());
    }
}
