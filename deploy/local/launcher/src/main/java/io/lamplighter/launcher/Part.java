package io.lamplighter.launcher;

import java.io.IOException;

/** One process of the suite. Its methods are called by one thread at a time. */
interface Part {

    /** What people call it. */
    String name();

    /** Where it listens, for people. */
    String address();

    /**
     * Starts it and waits until it is ready to work.
     *
     * @throws IOException in one line that tells where to look
     */
    void start() throws IOException, InterruptedException;

    /** The running process. */
    ProcessHandle handle() throws IOException;

    /** Stops it in order; does nothing when it does not run. */
    void stop() throws IOException;
}
