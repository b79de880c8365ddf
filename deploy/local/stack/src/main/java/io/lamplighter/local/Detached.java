package io.lamplighter.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a child process out of reach of the terminal's Ctrl-C, so that whoever started it can stop it in order. */
public final class Detached {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Detached() {}

    /** The command to start instead; the same process id, a session of its own where the system offers one. */
    public static List<String> command(List<String> command) {
        return Files.isExecutable(SETSID)
                ? Stream.concat(Stream.of(SETSID.toString()), command.stream()).toList()
                : command;
    }
}
