package io.lamplighter.gateway.presence;

import io.lamplighter.gateway.api.Attendance;
import io.lamplighter.gateway.api.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Who is where at all replicas, and which replicas live. Each change answers the devices that it touched. Not thread-safe:
 * the board guards it.
 */
final class Attendances {
    /** Whose users are kept, whether they count or not: a replica that was only slow comes back with all of them. */
    private static final class Replica {
        final Map<String, Attendance> sockets = new HashMap<>();
        Instant heardAt = Instant.MIN;
        boolean lives;
    }

    private final Map<UUID, Replica> replicas = new HashMap<>();
    private final Map<UUID, Map<String, Attendance>> byDevice = new HashMap<>();
    private final Map<String, Integer> socketsOfUser = new HashMap<>();

    /** How many different users have a socket open. */
    int users() {
        return socketsOfUser.size();
    }

    Set<UUID> devices() {
        return byDevice.keySet();
    }

    List<String> users(UUID device, Phase phase) {
        var users = new TreeSet<String>();
        byDevice.getOrDefault(device, Map.of()).values().stream()
                .filter(attendance -> attendance.devices().get(device) == phase)
                .forEach(attendance -> users.add(attendance.user()));
        return List.copyOf(users);
    }

    /** The replica said something at that time. */
    Set<UUID> heard(UUID id, Instant at) {
        var replica = replicas.computeIfAbsent(id, unseen -> new Replica());
        if (at.isAfter(replica.heardAt)) {
            replica.heardAt = at;
        }
        if (replica.lives) {
            return Set.of();
        }
        replica.lives = true;
        return count(replica, true);
    }

    /** From now on it is so at this socket. */
    Set<UUID> put(Attendance attendance) {
        var replica = replicas.computeIfAbsent(attendance.replica(), unseen -> new Replica());
        var touched = new HashSet<>(attendance.devices().keySet());
        touched.addAll(drop(replica, attendance.socket()));
        replica.sockets.put(attendance.socket(), attendance);
        if (replica.lives) {
            add(attendance);
        }
        return touched;
    }

    /** Nobody is at this socket any more. */
    Set<UUID> remove(UUID id, String socket) {
        var replica = replicas.get(id);
        return replica == null ? Set.of() : drop(replica, socket);
    }

    private Set<UUID> drop(Replica replica, String socket) {
        var before = replica.sockets.remove(socket);
        if (before == null) {
            return Set.of();
        }
        if (replica.lives) {
            subtract(before);
        }
        return before.devices().keySet();
    }

    /** Those who said nothing for so long do not count; but this one always does. */
    Set<UUID> expire(Instant now, Duration expiry, UUID self) {
        var touched = new HashSet<UUID>();
        replicas.forEach((id, replica) -> {
            if (replica.lives && !id.equals(self) && replica.heardAt.isBefore(now.minus(expiry))) {
                replica.lives = false;
                touched.addAll(count(replica, false));
            }
        });
        return touched;
    }

    /** Forgets replicas that were silent for so long that they are not coming back; answers all that was kept of them. */
    List<Attendance> bury(Instant now, Duration silence) {
        var buried = new ArrayList<Attendance>();
        replicas.entrySet().removeIf(entry -> {
            var gone = !entry.getValue().lives && entry.getValue().heardAt.isBefore(now.minus(silence));
            if (gone) {
                buried.addAll(entry.getValue().sockets.values());
                buried.add(new Attendance(entry.getKey(), null, null, null, now));
            }
            return gone;
        });
        return buried;
    }

    private Set<UUID> count(Replica replica, boolean in) {
        var touched = new HashSet<UUID>();
        replica.sockets.values().forEach(attendance -> {
            if (in) {
                add(attendance);
            } else {
                subtract(attendance);
            }
            touched.addAll(attendance.devices().keySet());
        });
        return touched;
    }

    private void add(Attendance attendance) {
        var key = AttendancePublisher.key(attendance.replica(), attendance.socket());
        socketsOfUser.merge(attendance.user(), 1, Integer::sum);
        attendance
                .devices()
                .keySet()
                .forEach(device -> byDevice.computeIfAbsent(device, unseen -> new HashMap<>())
                        .put(key, attendance));
    }

    private void subtract(Attendance attendance) {
        var key = AttendancePublisher.key(attendance.replica(), attendance.socket());
        socketsOfUser.computeIfPresent(attendance.user(), (user, count) -> count == 1 ? null : count - 1);
        attendance
                .devices()
                .keySet()
                .forEach(device -> byDevice.computeIfPresent(device, (same, there) -> {
                    there.remove(key);
                    return there.isEmpty() ? null : there;
                }));
    }
}
