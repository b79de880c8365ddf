package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How a device is doing and who is with it: an item of the feed's stream {@code presence}.
 *
 * @param deviceId null: of no device but of the whole feed, and only {@code users} is told
 * @param state null when nothing was heard of it yet
 * @param reason a sentence for people; absent when online or unknown
 * @param since when it came to be in this state, UTC
 * @param viewing the users who look at it, each once, in order
 * @param controlling the users who are about to change it, each once, in order
 * @param users how many different users these are; of the whole feed, how many have a socket open. Anonymous ones do not count
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DevicePresence(
        UUID deviceId,
        PresenceState state,
        String reason,
        Instant since,
        List<String> viewing,
        List<String> controlling,
        int users) {}
