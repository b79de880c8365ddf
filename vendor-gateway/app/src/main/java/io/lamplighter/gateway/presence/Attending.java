package io.lamplighter.gateway.presence;

import io.lamplighter.gateway.api.Phase;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Where the user of one socket is. Does nothing for a socket whose user is not known: anonymous ones do not count. */
public final class Attending {
    private record Stay(UUID device, Phase phase) {}

    private final PresenceBoard board;
    private final String socket;
    private final Map<String, Stay> stays = new HashMap<>();
    private String user;
    private boolean ended;

    Attending(PresenceBoard board, String socket) {
        this.board = board;
        this.socket = socket;
    }

    /** It is known from now on who this is. */
    public synchronized void is(String name) {
        user = name;
        tell();
    }

    /** From now on with this device; an earlier stay of the same id is over. */
    public synchronized void begin(String id, UUID device, Phase phase) {
        if (!ended && stays.put(id, new Stay(device, phase)) == null && stays.size() > board.maxDevices()) {
            stays.remove(id);
            throw new TooManyStaysException(board.maxDevices());
        }
        tell();
    }

    /** Not any more. */
    public synchronized void end(String id) {
        if (stays.remove(id) != null) {
            tell();
        }
    }

    /** The socket is gone. */
    public synchronized void end() {
        ended = true;
        if (user != null) {
            board.leave(socket);
        }
    }

    private void tell() {
        if (user == null || ended) {
            return;
        }
        var devices = new HashMap<UUID, Phase>();
        stays.values().forEach(stay -> devices.merge(stay.device(), stay.phase(), Attending::stronger));
        board.attend(socket, user, devices);
    }

    private static Phase stronger(Phase one, Phase other) {
        return one == Phase.CONTROLLING ? one : other;
    }
}
