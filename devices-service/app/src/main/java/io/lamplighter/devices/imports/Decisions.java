package io.lamplighter.devices.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.imports.DeviceWrites.Write;
import io.lamplighter.devices.problems.Violation;
import io.lamplighter.devices.registry.DeviceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is to become of each line of a chunk: parents before children, and no device twice. */
final class Decisions {
    // As deep as the registry lets devices be.
    private static final int DEEPEST = 32;

    private final Chunk chunk;
    private final LineMerge merge;
    private final boolean isLastTry;
    private final Map<String, ImportLine> byIdentity = new HashMap<>();
    private final Map<UUID, ImportLine> byId = new HashMap<>();
    private final Map<Long, UUID> settled = new HashMap<>();
    private final Map<String, Long> claimed = new HashMap<>();

    final List<Write> inserts = new ArrayList<>();
    final List<Write> updates = new ArrayList<>();
    final List<ImportLine> waiting = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final Map<UUID, Long> seen = new HashMap<>();
    final Set<List<String>> scope = new HashSet<>();

    private Decisions(Chunk chunk, LineMerge merge, boolean isLastTry) {
        this.chunk = chunk;
        this.merge = merge;
        this.isLastTry = isLastTry;
    }

    /** Decides about all lines; those whose parent is not there yet wait, unless this is the last try. */
    static Decisions of(Chunk chunk, LineMerge merge, boolean isLastTry) {
        var decisions = new Decisions(chunk, merge, isLastTry);
        chunk.lines().stream().filter(ImportLine::isReadable).forEach(decisions::index);
        for (var line : chunk.lines()) {
            var _ = decisions.settle(line, 0);
        }
        return decisions;
    }

    private void index(ImportLine line) {
        if (line.id() != null) {
            byId.putIfAbsent(line.id(), line);
        }
        if (line.hasKey()) {
            line.key().identities().forEach(identity -> byIdentity.putIfAbsent(identity, line));
        }
    }

    /** The device of the line, or null when it has none: refused, waiting, or being settled right now. */
    private UUID settle(ImportLine line, int depth) {
        if (settled.containsKey(line.number()) || depth > DEEPEST) {
            return settled.get(line.number());
        }
        settled.put(line.number(), null);
        if (!line.isReadable()) {
            return refuse(line, null, line.violations());
        }
        var owners = chunk.owners().getOrDefault(line.number(), Map.of());
        var wrong = wrongOwner(line, owners);
        if (wrong != null) {
            return refuse(line, line.id(), List.of(wrong));
        }
        var known = line.id() == null ? owners.keySet().stream().findFirst().orElse(null) : line.id();
        var other = otherLine(line, known);
        if (other != null) {
            return refuse(
                    line,
                    known,
                    List.of(new Violation("line", "is about the same device as line %d".formatted(other))));
        }
        return settleParent(line, known, depth);
    }

    private static Violation wrongOwner(ImportLine line, Map<UUID, String> owners) {
        if (line.id() == null) {
            return owners.size() < 2
                    ? null
                    : new Violation("vendorIds", "must not be those of several devices: " + owners.keySet());
        }
        return owners.entrySet().stream()
                .filter(owner -> !owner.getKey().equals(line.id()))
                .map(owner -> new Violation("vendorIds." + owner.getValue(), "is taken by device " + owner.getKey()))
                .findFirst()
                .orElse(null);
    }

    private Long otherLine(ImportLine line, UUID known) {
        if (known != null && chunk.seen().containsKey(known)) {
            return chunk.seen().get(known);
        }
        if (known != null && seen.containsKey(known)) {
            return seen.get(known);
        }
        return line.hasKey()
                ? line.key().identities().stream()
                        .map(claimed::get)
                        .filter(other -> other != null)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private UUID settleParent(ImportLine line, UUID known, int depth) {
        var parentId = Chunk.parentId(line).orElse(null);
        if (line.parent() == null && parentId == null) {
            return settleDevice(line, known, null);
        }
        var parent = line.parent() == null ? parentById(parentId, depth) : parentByKey(line, depth);
        if (parent != null) {
            return settleDevice(line, known, parent);
        }
        if (isLastTry) {
            var field = line.parent() == null ? "parentId" : "parent";
            return refuse(
                    line,
                    known,
                    List.of(new Violation(field, "is neither in the registry nor an accepted line of the file")));
        }
        waiting.add(line);
        return null;
    }

    private UUID parentById(UUID id, int depth) {
        if (chunk.existing().contains(id)) {
            return id;
        }
        return byId.containsKey(id) ? settle(byId.get(id), depth + 1) : null;
    }

    private UUID parentByKey(ImportLine line, int depth) {
        var owners = chunk.parents().getOrDefault(line.number(), Map.of());
        if (!owners.isEmpty()) {
            return owners.keySet().iterator().next();
        }
        for (var identity : line.parent().identities()) {
            if (byIdentity.containsKey(identity)) {
                return settle(byIdentity.get(identity), depth + 1);
            }
        }
        return null;
    }

    private UUID settleDevice(ImportLine line, UUID known, UUID parent) {
        var device = known == null ? null : chunk.devices().get(known);
        return device == null ? create(line, known, parent) : update(line, device, parent);
    }

    private UUID create(ImportLine line, UUID wanted, UUID parent) {
        if (line.wish() == null) {
            return refuse(line, wanted, line.violations());
        }
        var id = wanted == null ? UuidCreator.getTimeOrderedEpoch() : wanted;
        inserts.add(new Write(id, LineMerge.below(line.wish(), parent), 0));
        return accept(line, id, line.wish(), "created");
    }

    private UUID update(ImportLine line, DeviceView device, UUID parent) {
        var merged = merge.apply(line, device, parent);
        if (!merged.violations().isEmpty()) {
            return refuse(line, device.id(), merged.violations());
        }
        var isSame = device.missingSince() == null
                && LineMerge.normal(merged.wish()).equals(LineMerge.normal(DeviceRow.wish(device)));
        if (!isSame) {
            updates.add(new Write(device.id(), merged.wish(), device.version()));
        }
        return accept(line, device.id(), merged.wish(), isSame ? "unchanged" : "updated");
    }

    private UUID accept(ImportLine line, UUID id, RegisterDevice device, String outcome) {
        outcomes.add(new Outcome(line.number(), outcome, id, null));
        seen.put(id, line.number());
        scope.add(List.of(device.vendor(), LineMerge.normal(device).account()));
        if (line.hasKey()) {
            line.key().identities().forEach(identity -> claimed.put(identity, line.number()));
        }
        settled.put(line.number(), id);
        return id;
    }

    private UUID refuse(ImportLine line, UUID id, List<Violation> violations) {
        outcomes.add(new Outcome(
                line.number(), "refused", id != null && chunk.devices().containsKey(id) ? id : null, violations));
        return null;
    }
}
