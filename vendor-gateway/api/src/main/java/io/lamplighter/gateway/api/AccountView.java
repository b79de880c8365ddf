package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;

/**
 * An account at a vendor, as this replica sees it; nothing of its secrets.
 *
 * @param name as devices name it
 * @param devices how many of its devices are registered
 * @param openCircuits how many of them, or the account itself, are left alone for a while
 * @param subscriptions how many connections the vendor tells things on
 * @param calls how many calls the budget allows in {@code per}, all replicas together; absent without a budget
 * @param available how many calls this replica could make now; absent without a budget
 * @param waiting how many calls wait for the budget
 * @param pausedUntil until when the vendor asks to be left alone; absent when it does not
 * @param used how many calls this replica made within the last {@code per}, or within the last minute without a budget
 * @param state how the account is doing as a whole
 * @param reason why it is not online, for people; absent when it is
 * @param lastError the last thing that went wrong with it; absent when nothing did since the start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountView(
        String name,
        int devices,
        int openCircuits,
        int subscriptions,
        Integer calls,
        Duration per,
        Integer available,
        int waiting,
        Instant pausedUntil,
        Integer used,
        PresenceState state,
        String reason,
        VendorError lastError) {}
