package io.lamplighter.cli.groups;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import java.util.stream.Collectors;

/** Lists the groups. */
abstract class GroupLister extends EdgeCommand {
    @Override
    public Integer call() {
        var listing = listing(
                Column.of("NAME", "/name"),
                Column.made("DEVICES", "selector", group -> selector(group.path("selector"))),
                Column.time("CHANGED", "/updatedAt"));
        try (listing) {
            edge().pages(GroupsCommand.GROUPS, Query.none(), Long.MAX_VALUE, page -> page.forEach(listing::add));
        }
        if (listing.count() == 0 && listing.isForPeople()) {
            err().println("There is no group; ./lamplighter groups add makes one");
        }
        return DONE;
    }

    /** Which devices, in words. */
    static String selector(JsonNode selector) {
        return selector.properties().stream()
                .map(field -> "labels".equals(field.getKey())
                        ? Text.of(field.getValue())
                        : field.getKey() + " " + Text.of(field.getValue()))
                .collect(Collectors.joining(", "));
    }
}
