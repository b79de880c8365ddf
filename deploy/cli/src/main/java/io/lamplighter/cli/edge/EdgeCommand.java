package io.lamplighter.cli.edge;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Format;
import io.lamplighter.cli.output.Listing;
import io.lamplighter.cli.output.Progress;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the services. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
public abstract class EdgeCommand implements Callable<Integer> {
    /** Ended well. */
    public static final int DONE = 0;
    /** A run failed, or a service refused or broke. */
    public static final int FAILED = 1;
    /** Asked wrongly: unknown device or task, malformed option or argument. */
    public static final int MISTAKEN = 2;
    /** Nobody answers. */
    public static final int UNANSWERED = 3;

    /** The name under which the root command mixes the {@link Settings} in. */
    public static final String SETTINGS = "settings";

    private static final int LONGEST_USER = 100;

    @Spec
    private CommandSpec spec;

    private Edge edge;

    /** The services. */
    protected final Edge edge() {
        if (edge == null) {
            edge = new Edge(url(), user());
        }
        return edge;
    }

    /** Where the services answer. */
    protected final URI url() {
        return settings().url();
    }

    /** Whether JSON is wanted instead of text. */
    protected final boolean asJson() {
        return format() == Format.JSON;
    }

    /** How answers are printed. */
    protected final Format format() {
        return settings().output();
    }

    /** An empty list that is printed as it was asked for. */
    protected final Listing listing(Column... columns) {
        return new Listing(out(), format(), List.of(columns));
    }

    /** Tells whoever waits how far something has come. */
    protected final Progress progress() {
        return new Progress(err());
    }

    /** Prints results. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints what is not a result. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints JSON, indented. */
    protected final void print(JsonNode json) {
        out().println(json.toPrettyString());
    }

    /** Who asks: the operating system's user, as far as a header can carry it. */
    protected static String user() {
        var name = System.getProperty("user.name", "").replaceAll("[^\\x21-\\x7e]", "");
        return name.isEmpty() ? "unknown" : name.substring(0, Math.min(LONGEST_USER, name.length()));
    }

    private Settings settings() {
        return (Settings) spec.root().mixins().get(SETTINGS).userObject();
    }
}
