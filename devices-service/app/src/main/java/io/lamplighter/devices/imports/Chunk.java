package io.lamplighter.devices.imports;

import io.lamplighter.devices.api.DeviceView;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Some lines, and what the registry knows about the devices that they name.
 *
 * @param lines in the order of the file
 * @param owners by line, the devices that have vendor ids of the line, and the name of one
 * @param parents by line, the devices that have vendor ids of the parent that it names
 * @param devices the devices that lines name
 * @param existing those ids of parents that there are
 * @param seen which line was about a device before
 */
record Chunk(
        List<ImportLine> lines,
        Map<Long, Map<UUID, String>> owners,
        Map<Long, Map<UUID, String>> parents,
        Map<UUID, DeviceView> devices,
        Collection<UUID> existing,
        Map<UUID, Long> seen) {

    static Uni<Chunk> look(ImportLedger ledger, List<ImportLine> lines) {
        var keys = new HashMap<Long, NaturalKey>();
        var parents = new HashMap<Long, NaturalKey>();
        lines.stream().filter(ImportLine::hasKey).forEach(line -> keys.put(line.number(), line.key()));
        lines.stream().filter(line -> line.parent() != null).forEach(line -> parents.put(line.number(), line.parent()));
        return ledger.owners(keys)
                .chain(owners -> parentOwners(ledger, parents).chain(its -> look(ledger, lines, owners, its)));
    }

    // Many children have the same parent: it is looked for once.
    private static Uni<Map<Long, Map<UUID, String>>> parentOwners(ImportLedger ledger, Map<Long, NaturalKey> parents) {
        var firsts = new HashMap<NaturalKey, Long>();
        parents.forEach((line, key) -> firsts.putIfAbsent(key, line));
        var wanted = new HashMap<Long, NaturalKey>();
        firsts.forEach((key, line) -> wanted.put(line, key));
        return ledger.owners(wanted).map(found -> {
            var owners = new HashMap<Long, Map<UUID, String>>();
            parents.forEach((line, key) -> owners.put(line, found.getOrDefault(firsts.get(key), Map.of())));
            return owners;
        });
    }

    private static Uni<Chunk> look(
            ImportLedger ledger,
            List<ImportLine> lines,
            Map<Long, Map<UUID, String>> owners,
            Map<Long, Map<UUID, String>> parents) {
        var named = new HashSet<UUID>();
        owners.values().forEach(its -> named.addAll(its.keySet()));
        lines.stream().map(ImportLine::id).filter(Objects::nonNull).forEach(named::add);
        var above = parentIds(lines);
        return (named.isEmpty() ? none() : ledger.devices(named))
                .chain(devices -> (above.isEmpty() ? nobody() : ledger.existing(above))
                        .chain(existing -> (named.isEmpty() ? unseen() : ledger.seen(named))
                                .map(seen -> new Chunk(lines, owners, parents, devices, existing, seen))));
    }

    private static Uni<Map<UUID, DeviceView>> none() {
        return Uni.createFrom().item(Map.of());
    }

    private static Uni<Collection<UUID>> nobody() {
        return Uni.createFrom().item(Set.of());
    }

    private static Uni<Map<UUID, Long>> unseen() {
        return Uni.createFrom().item(Map.of());
    }

    private static Set<UUID> parentIds(List<ImportLine> lines) {
        var ids = new HashSet<UUID>();
        lines.stream()
                .filter(ImportLine::isReadable)
                .flatMap(line -> parentId(line).stream())
                .forEach(ids::add);
        return ids;
    }

    /** The parent that the line names by id. */
    static java.util.Optional<UUID> parentId(ImportLine line) {
        var id = line.patch().path("parentId");
        try {
            return id.isTextual() ? java.util.Optional.of(UUID.fromString(id.textValue())) : java.util.Optional.empty();
        } catch (IllegalArgumentException _) {
            return java.util.Optional.empty(); // the rules refuse it
        }
    }
}
