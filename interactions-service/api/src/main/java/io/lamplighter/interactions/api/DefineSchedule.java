package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Asks for a schedule to be made ({@code POST}) or to become exactly this ({@code PUT}). Exactly one of {@code cron},
 * {@code every}, {@code rate}, {@code at} and {@code after} says when it fires.
 *
 * @param name unique, 1 to 100 characters
 * @param cron a crontab line: five fields, or six with seconds first, or seven with a year last, or a word such as
 *     {@code @daily}. {@code H} stands for a value that depends on {@code name} only
 * @param every a fixed delay after the end of the last interaction, 1 s to 366 days
 * @param rate a fixed period, whatever the interactions take, 1 s to 366 days; counted from {@code startAt}, else from
 *     the definition
 * @param at the one time at which it fires
 * @param after how long after now it fires once, up to 366 days; kept as {@code at}
 * @param timeZone IANA zone in which {@code cron} and {@code quiet} are read; {@code UTC} when absent
 * @param days what a {@code cron} does that restricts days of the month and of the week; {@code or} when absent
 * @param startAt it does not fire before; no bound when absent
 * @param endAt it does not fire after, not even to make up for a missed time; no bound when absent
 * @param jitter each firing comes up to this much later than its time, by an amount that is fixed for each time; at most
 *     one day, and not with {@code every}
 * @param quiet parts of the day in which it waits; at most ten
 * @param timeout how long each run may take; 10 s when absent
 * @param misfire {@code skip} when absent, and {@code once} for {@code at} and {@code after}
 * @param misfireHorizon missed times that are older are never made up for; the deployment's default when absent
 * @param overlap {@code skip} when absent
 * @param runAtStart whether it also fires when the service starts; false when absent
 * @param enabled true when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DefineSchedule(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 200) String cron,
        Duration every,
        Duration rate,
        Instant at,
        Duration after,
        String timeZone,
        DayMatch days,
        Instant startAt,
        Instant endAt,
        Duration jitter,
        @Size(max = 10) List<QuietWindow> quiet,
        @NotBlank String task,
        @Valid Target target,
        Map<String, Object> arguments,
        Duration timeout,
        Misfire misfire,
        Duration misfireHorizon,
        Overlap overlap,
        Boolean runAtStart,
        Boolean enabled) {}
