package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * What an import came to. {@code created + updated + unchanged + refused} is {@code lines}.
 *
 * @param lines how many devices the file has, empty lines and the header not counted
 * @param created how many were registered
 * @param updated how many were changed, those that were missing and are back among them
 * @param unchanged how many were like this before
 * @param refused how many were refused
 * @param missing how many devices the file lacks that were marked as missing now
 * @param applied whether the registry was changed: false after a dry run, and after an atomic import with a refused line
 * @param reconciled whether what is not in the file was marked as missing
 * @param note why something that was asked for was not done; null when all was
 * @param took how long it took
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportSummaryView(
        long lines,
        long created,
        long updated,
        long unchanged,
        long refused,
        long missing,
        boolean applied,
        boolean reconciled,
        String note,
        Duration took) {}
