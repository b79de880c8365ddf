package io.lamplighter.cli.groups;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Saved selectors. Without a subcommand it lists them. */
@Command(
        name = "groups",
        description = "Lists the groups (saved selectors with a name), or shows, adds and removes one.",
        subcommands = {
            GroupsCommand.ListGroups.class,
            AddGroupCommand.class,
            GroupsCommand.Show.class,
            GroupsCommand.Remove.class
        })
public final class GroupsCommand extends GroupLister {
    static final String GROUPS = "/api/groups";

    @Command(name = "list", description = "Lists the groups.")
    static final class ListGroups extends GroupLister {}

    @Command(name = "show", description = "Shows what a group means and which devices are in it now.")
    static final class Show extends EdgeCommand {
        @Parameters(paramLabel = "NAME", description = "the group")
        private String name;

        @Override
        public Integer call() {
            var group = named(name, edge());
            if (asJson()) {
                print(group);
                return DONE;
            }
            if (format() == io.lamplighter.cli.output.Format.TABLE) {
                out().printf("%s: %s%n", Text.of(group.path("name")), GroupLister.selector(group.path("selector")));
            }
            var listing = listing(
                    Column.of("NAME", "/name"),
                    Column.of("TYPE", "/type"),
                    Column.of("LOCATION", "/location/name"),
                    Column.of("ID", "/id"));
            try (listing) {
                edge().pages(
                                "/api/devices",
                                Query.none().with("group", name),
                                Long.MAX_VALUE,
                                page -> page.forEach(listing::add));
            }
            if (listing.isForPeople()) {
                out().printf("%,d devices%n", listing.count());
            }
            return DONE;
        }
    }

    @Command(name = "remove", description = "Removes a group; its devices stay.")
    static final class Remove extends EdgeCommand {
        @Parameters(paramLabel = "NAME", description = "the group")
        private String name;

        @Override
        public Integer call() {
            edge().delete(GROUPS + "/" + named(name, edge()).path("id").asText());
            out().printf("Removed the group %s%n", name);
            return DONE;
        }
    }

    private static JsonNode named(String name, Edge edge) {
        return edge.all(GROUPS, Query.none().with("name", name)).stream()
                .findFirst()
                .orElseThrow(() ->
                        new MistakeException("There is no group named " + name + "; ./lamplighter groups lists them"));
    }
}
