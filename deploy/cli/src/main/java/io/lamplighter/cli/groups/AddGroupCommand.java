package io.lamplighter.cli.groups;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.output.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Makes a group.",
        footerHeading = "%nFor example:%n",
        footer = "  groups add cold-rooms --labels 'room in (cellar,attic), !retired'")
final class AddGroupCommand extends EdgeCommand {
    @Parameters(paramLabel = "NAME", description = "what it is called")
    private String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
    private String description;

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "devices of this vendor")
    private String vendor;

    @Option(names = "--account", paramLabel = "NAME", description = "devices of these credentials")
    private String account;

    @Option(names = "--type", paramLabel = "TYPE", description = "devices of this type")
    private String type;

    @Option(names = "--location", paramLabel = "NAME", description = "devices at this location")
    private String location;

    @Option(names = "--q", paramLabel = "TEXT", description = "devices whose name or vendor ids are like this")
    private String text;

    @Option(names = "--label", paramLabel = "KEY:VALUE", description = "devices with this label; repeatable")
    private List<String> labels = List.of();

    @Option(names = "--labels", paramLabel = "EXPRESSION", description = "devices whose labels fit")
    private String expression;

    @Option(names = "--near", paramLabel = "LAT,LON", description = "devices near this point; with --within")
    private String near;

    @Option(names = "--within", paramLabel = "DISTANCE", description = "how near, such as 500m or 2km")
    private String within;

    @Override
    public Integer call() {
        var group = JsonNodeFactory.instance.objectNode().put("name", name);
        put(group, "description", description);
        var selector = group.putObject("selector");
        put(selector, "vendor", vendor);
        put(selector, "account", account);
        put(selector, "type", type);
        put(selector, "location", location);
        put(selector, "labels", expression());
        put(selector, "q", text);
        put(selector, "near", near);
        put(selector, "within", within);
        if (selector.isEmpty()) {
            throw new MistakeException("Which devices? Give --labels, --label KEY:VALUE, --vendor, --type ...");
        }
        var made = edge().post(GroupsCommand.GROUPS, group);
        out().printf("Made the group %s%n", Text.of(made.path("name")));
        return DONE;
    }

    private String expression() {
        var requirements = new ArrayList<String>();
        for (var label : labels) {
            var colon = label.indexOf(':');
            if (colon < 1) {
                throw new MistakeException("--label " + label + ": must be key:value");
            }
            requirements.add(quoted(label.substring(0, colon)) + "=" + quoted(label.substring(colon + 1)));
        }
        if (expression != null) {
            requirements.add(expression);
        }
        return requirements.isEmpty() ? null : String.join(", ", requirements);
    }

    /** As the grammar of expressions has it for words with spaces or punctuation. */
    private static String quoted(String word) {
        return word.matches("[\\p{Alnum}_.-]+") ? word : "\"" + word.replace("\"", "\\\"") + "\"";
    }

    private static void put(ObjectNode object, String field, String value) {
        if (value != null) {
            object.put(field, value);
        }
    }
}
