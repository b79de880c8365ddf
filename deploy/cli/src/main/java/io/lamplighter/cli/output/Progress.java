package io.lamplighter.cli.output;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells those who wait how far something has come: in one line that changes on a terminal, else in a line now and then. */
public final class Progress implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean isTerminal =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private final long pause = isTerminal ? SECOND / 4 : 5 * SECOND;
    private long lastNanos = System.nanoTime();
    private int width;

    /** @param out where people wait */
    public Progress(PrintWriter out) {
        this.out = out;
    }

    /** Something goes on; left out when the last was told just now. */
    public synchronized void tick(Supplier<String> sentence) {
        if (System.nanoTime() - lastNanos < pause) {
            return;
        }
        lastNanos = System.nanoTime();
        var text = Text.printable(sentence.get());
        if (isTerminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    @Override
    public void close() {
        clear();
    }

    /** Takes the changing line away, so that something else can be told. */
    public synchronized void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
