package io.lamplighter.observations.queries;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The buckets that have any observations, in the order of time.
 *
 * @param units of the values; absent for a status and when there is nothing
 * @param items each with {@code from}, {@code to} and the functions that were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AggregatePage(String units, List<Map<String, Object>> items) {}
