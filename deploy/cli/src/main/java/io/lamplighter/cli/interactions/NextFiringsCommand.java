package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "next",
        description = "Tells when a schedule fires next, or when one of this timing would.",
        footerHeading = "%nFor example:%n",
        footer = {"  schedules next \"lights out\"", "  schedules next --cron '0 7 * * mon#1' --time-zone Europe/Rome"})
final class NextFiringsCommand extends EdgeCommand {
    @Parameters(paramLabel = "NAME-OR-ID", arity = "0..1", description = "the schedule")
    private String schedule;

    @Mixin
    private TimingOptions timing;

    @Option(names = "--count", paramLabel = "COUNT", defaultValue = "10", description = "how many (${DEFAULT-VALUE})")
    private int count;

    @Override
    public Integer call() {
        if ((schedule == null) != timing.isGiven()) {
            throw new MistakeException("Which one? Give the name of a schedule, or a timing such as --cron LINE");
        }
        var answer = schedule == null ? preview() : stored();
        if (answer.hasNonNull("description") && !asJson()) {
            err().println(Text.of(answer.path("description")));
        }
        var listing = listing(Column.time("DUE", "/dueAt"), Column.time("FIRES", "/firesAt"));
        try (listing) {
            if (answer.has("firings")) {
                answer.path("firings").forEach(listing::add);
            } else {
                answer.path("items").forEach(due -> listing.add(firing(due)));
            }
        }
        if (listing.count() == 0) {
            err().println("It never fires again");
        }
        return DONE;
    }

    private JsonNode stored() {
        var path = Schedules.PATH + "/" + Schedules.id(schedule, edge()) + "/next";
        return edge().get(path, Query.none().with("count", count));
    }

    private JsonNode preview() {
        return edge().post(Schedules.PATH + "/preview?count=" + count, timing.timing());
    }

    private static JsonNode firing(JsonNode due) {
        var firing = JsonNodeFactory.instance.objectNode();
        firing.set("dueAt", due);
        firing.set("firesAt", due);
        return firing;
    }
}
