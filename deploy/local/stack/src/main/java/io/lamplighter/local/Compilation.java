package io.lamplighter.local;

import java.util.List;

/** How the JVMs of a suite compile. */
public final class Compilation {
    /**
     * The second compiler takes what is called six times as often as it would by itself. Several JVMs that start on the same few
     * cores otherwise spend more on compiling what is used for some seconds only than they gain.
     */
    public static final List<String> OF_WHAT_STAYS_HOT = List.of(
            "-XX:Tier4InvocationThreshold=30000",
            "-XX:Tier4MinInvocationThreshold=3600",
            "-XX:Tier4CompileThreshold=90000",
            "-XX:Tier4BackEdgeThreshold=240000");

    private Compilation() {}
}
