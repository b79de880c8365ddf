package io.lamplighter.driver.shelly;

import io.lamplighter.driver.Account;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How devices asked for the password last, as RFC 7616 3.6 means it: what follows proves it without being asked, so that a call is
 * one request and not two. No password is kept. The device that was called longest ago is forgotten first.
 */
final class Sessions {
    private static final int MOST = 100_000;

    /** A challenge and how often it was answered. */
    record Session(Challenge challenge, AtomicInteger answers) {
        String authorization(Account account, String method, String uri) {
            return challenge.authorization(account, method, uri, answers.incrementAndGet());
        }
    }

    private final Map<ShellyAddress, Session> open = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ShellyAddress, Session> eldest) {
            return size() > MOST;
        }
    };

    /** What this device is told, if it ever asked. */
    synchronized Optional<Session> of(ShellyAddress device) {
        return Optional.ofNullable(open.get(device));
    }

    /** The device asks; one that asks the same again goes on counting. */
    synchronized Session open(ShellyAddress device, Challenge challenge) {
        return open.compute(
                device,
                (same, known) -> known != null && known.challenge().equals(challenge)
                        ? known
                        : new Session(challenge, new AtomicInteger()));
    }
}
