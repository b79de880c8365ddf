package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How devices are found.
 *
 * @param vendorIds what names each device, besides the definition and what the search was given
 */
public record Discovery(
        RequestRule request,
        Format format,
        Place items,
        TextRule name,
        TextRule type,
        Map<String, TextRule> vendorIds) {

    static Discovery of(Mapping yaml, Common common) {
        var request = RequestRule.of(yaml, common, "GET");
        var format = Formats.of(yaml, common, true);
        var ids = new LinkedHashMap<String, TextRule>();
        yaml.mapping("vendorIds")
                .ifPresentOrElse(
                        own -> own.names().forEach(id -> ids.put(id, TextRule.of(own, id, format, common))),
                        () -> yaml.mistake("needs the key vendorIds"));
        ids.keySet().stream()
                .filter(id -> !common.variables().contains(id))
                .forEach(id ->
                        yaml.mistake("vendorIds", "there is no variable " + id + Guess.among(common.variables(), id)));
        var discovery = new Discovery(
                request,
                format,
                Places.items(yaml, format),
                TextRule.of(yaml, "name", format, common),
                TextRule.of(yaml, "type", format, common),
                ids);
        yaml.end();
        return discovery;
    }

    /**
     * The devices that an answer tells of.
     *
     * @param given vendor ids that all of them have
     * @throws UnreadableException when something is not as it must be
     */
    public List<DiscoveredDevice> devices(Document document, Map<String, String> variables, Map<String, String> given) {
        return document.items(items, variables).stream()
                .map(item -> device(item, variables, given))
                .toList();
    }

    private DiscoveredDevice device(Document item, Map<String, String> variables, Map<String, String> given) {
        var ids = new LinkedHashMap<>(given);
        vendorIds.forEach((id, rule) -> ids.put(id, rule.read(item, variables)));
        var kind = type.read(item, variables);
        if (!kind.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new UnreadableException("a type of device must be lower-case letters, digits and underscores");
        }
        return new DiscoveredDevice(name.read(item, variables), kind, ids);
    }
}
