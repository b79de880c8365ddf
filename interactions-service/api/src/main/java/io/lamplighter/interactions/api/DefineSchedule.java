package io.lamplighter.interactions.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;

/**
 * Asks for a schedule to be made ({@code POST}) or to become exactly this ({@code PUT}).
 *
 * @param name unique, 1 to 100 characters
 * @param cron a crontab line: five fields, or six with seconds first, or seven with a year last
 * @param every a fixed delay after the end of the last interaction, 1 s to 366 days; given instead of {@code cron}
 * @param timeZone IANA zone in which {@code cron} is read; {@code UTC} when absent
 * @param timeout how long each run may take; 10 s when absent
 * @param misfire {@code skip} when absent
 * @param overlap {@code skip} when absent
 * @param enabled true when absent
 */
public record DefineSchedule(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 200) String cron,
        Duration every,
        String timeZone,
        @NotBlank String task,
        @Valid Target target,
        Map<String, Object> arguments,
        Duration timeout,
        Misfire misfire,
        Overlap overlap,
        Boolean enabled) {}
