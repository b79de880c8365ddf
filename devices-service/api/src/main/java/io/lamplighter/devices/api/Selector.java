package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Picks devices by what they are: those that match everything that is said. An empty selector picks all of them.
 *
 * @param vendor the key of the driver
 * @param account the credentials at the vendor, by name
 * @param type the type, exactly
 * @param location the name of the location, exactly
 * @param labels a label expression such as {@code room in (kitchen,hall), !retired, floor notin (1), owner}: requirements
 *     with commas between them, each {@code name}, {@code !name}, {@code name=value}, {@code name!=value},
 *     {@code name in (a,b)} or {@code name notin (a,b)}; the negated ones also pick devices without that label. A name or
 *     value with spaces or punctuation of the grammar stands in double quotes
 * @param q up to 8 words, each to be found in the name or the vendor ids: as a part of three characters or more, as the
 *     beginning of a word, or, when it is of letters alone, as something similar
 * @param parent the id of the parent device; {@code none} for devices without one
 * @param enabled only enabled, or only disabled ones
 * @param missing only those that the last inventory lacked, or only the others
 * @param near {@code latitude,longitude} in WGS 84 degrees; goes with {@code within}
 * @param within a distance such as {@code 5km} or {@code 200m}, at most 1000 km
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selector(
        String vendor,
        String account,
        String type,
        String location,
        String labels,
        String q,
        String parent,
        Boolean enabled,
        Boolean missing,
        String near,
        String within) {}
