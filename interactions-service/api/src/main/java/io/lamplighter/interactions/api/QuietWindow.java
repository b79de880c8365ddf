package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A part of each local day in which nothing is started: what is due in it waits for its end.
 *
 * @param from local time at which it begins, such as {@code 23:29}
 * @param to local time at which it ends, not included; at or before {@code from}: on the next day
 * @param timeZone IANA zone of both; the schedule's when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuietWindow(String from, String to, String timeZone) {}
