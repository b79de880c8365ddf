package io.lamplighter.cli.observations;

import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.edge.Times;
import picocli.CommandLine.Option;

/** From when until when. */
final class TimeOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "from this time on, such as 2026-11-21T08:00:00Z, 2026-11-21, -1h or -7d")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "before this time, written in the same ways")
    private String to;

    /** @param otherwise where it begins when nothing is said; null for the oldest */
    Query in(Query query, String otherwise) {
        return query.with("from", Times.utc("--from", from == null ? otherwise : from))
                .with("to", Times.utc("--to", to));
    }

    /** The same with an end that is always said. */
    Query between(Query query, String otherwise) {
        var bounded = in(query, otherwise);
        return to == null ? bounded.with("to", Times.utc("--to", "now")) : bounded;
    }
}
