package io.lamplighter.devices.selectors;

import io.lamplighter.devices.api.LabelExpression;
import io.lamplighter.devices.api.Selector;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a selector means in SQL. Each condition has an index: see docs/adr/0006-search.md. */
public final class SelectorConditions {
    private final Conditions conditions;
    private final String prefix;

    private SelectorConditions(Conditions conditions, String prefix) {
        this.conditions = conditions;
        this.prefix = prefix;
    }

    /**
     * Adds what the selector asks for; what is wrong with it is refused.
     *
     * @param prefix what comes before the name of a field in a refusal, such as {@code selector.}
     */
    public static void add(Conditions conditions, String prefix, Selector selector) {
        new SelectorConditions(conditions, prefix).add(selector);
    }

    private void add(Selector selector) {
        conditions.addEqual(prefix + "vendor", selector.vendor(), "vendor");
        conditions.addEqual(prefix + "account", selector.account(), "account");
        conditions.addEqual(prefix + "type", selector.type(), "type");
        conditions.addEqual(prefix + "location", selector.location(), "location_name");
        addLabels(selector.labels());
        addText(selector.q());
        addParent(selector.parent());
        if (selector.enabled() != null) {
            conditions.add(selector.enabled() ? "enabled" : "not enabled");
        }
        if (selector.missing() != null) {
            conditions.add(selector.missing() ? "missing_since is not null" : "missing_since is null");
        }
        addPlace(selector.near(), selector.within());
    }

    private void addLabels(String expression) {
        if (!conditions.isGiven(prefix + "labels", expression)) {
            return;
        }
        try {
            LabelExpression.parse(expression).requirements().forEach(label -> conditions.add(condition(label)));
        } catch (LabelExpression.Broken broken) {
            conditions.refuse(prefix + "labels", broken.getMessage());
        }
    }

    private String condition(LabelExpression.Requirement label) {
        var asked = label.values().isEmpty()
                ? "labels ? " + conditions.bind(label.name())
                : label.values().stream()
                        .map(value -> "labels @> " + conditions.bind(JsonObject.of(label.name(), value)))
                        .collect(Collectors.joining(" or ", "(", ")"));
        return label.isNegated() ? "not " + asked : asked;
    }

    private void addText(String text) {
        if (!conditions.isGiven(prefix + "q", text)) {
            return;
        }
        var query = TextQuery.of(text);
        if (query.isEmpty()) {
            conditions.refuse(prefix + "q", "must have a letter or a digit");
        } else {
            conditions.add(query.condition(conditions));
        }
    }

    private void addParent(String parent) {
        if (!conditions.isGiven(prefix + "parent", parent)) {
            return;
        }
        if (parent.equals("none")) {
            conditions.add("parent_id is null");
            return;
        }
        try {
            conditions.add("parent_id = " + conditions.bind(UUID.fromString(parent)));
        } catch (IllegalArgumentException _) {
            conditions.refuse(prefix + "parent", "must be a UUID, or none");
        }
    }

    private void addPlace(String near, String within) {
        var isNear = conditions.isGiven(prefix + "near", near);
        var isWithin = conditions.isGiven(prefix + "within", within);
        if (isNear != isWithin) {
            conditions.refuse(prefix + (isNear ? "within" : "near"), "must be sent too: near and within go together");
            return;
        }
        if (isNear) {
            var circle = Circle.of(near, within);
            for (var field : circle.isBroken() ? circle.brokenFields() : List.<String>of()) {
                conditions.refuse(prefix + field, Circle.WANTED.get(field));
            }
            if (!circle.isBroken()) {
                conditions.add(circle.condition(conditions));
            }
        }
    }
}
