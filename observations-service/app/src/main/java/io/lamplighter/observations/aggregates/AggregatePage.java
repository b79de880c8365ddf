package io.lamplighter.observations.aggregates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The buckets in the order of time, of one series, or of several each by itself.
 *
 * @param units of the values; absent for a status, when there is nothing, and when several series were asked for
 * @param items each with {@code from}, {@code to} and the functions that were asked for
 * @param series instead of items when several devices or names were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AggregatePage(String units, List<Map<String, Object>> items, List<OfSeries> series) {

    static AggregatePage ofOne(String units, List<Map<String, Object>> items) {
        return new AggregatePage(units, items, null);
    }

    static AggregatePage ofSeveral(List<OfSeries> series) {
        return new AggregatePage(null, null, series);
    }

    /** The buckets of one series; units are absent for a status. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfSeries(UUID deviceId, String name, String units, List<Map<String, Object>> items) {}
}
