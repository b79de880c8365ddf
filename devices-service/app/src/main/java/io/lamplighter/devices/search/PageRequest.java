package io.lamplighter.devices.search;

import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.selectors.Conditions;
import java.time.DateTimeException;

/**
 * Which page of which devices.
 *
 * @param query an identity of the query, for the cursor of the next page
 * @param page what the devices of this page must be
 * @param all what the devices of all pages must be; null unless they are to be counted
 */
record PageRequest(long query, Conditions page, Conditions all, Sort sort, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;

    /** Reads the query; fails with every parameter that is wrong. */
    static PageRequest of(DeviceQuery query, Selector group) {
        var page = QueryConditions.of(query, group);
        var identity = Cursor.identify(query);
        var sort = Sort.of(query.sort, page);
        startAfter(query.after, identity, sort, page);
        var limit = limit(query.limit, page);
        var isCounted = Boolean.TRUE.equals(DeviceQuery.truth(page, "count", query.count));
        return new PageRequest(identity, page.check(), isCounted ? all(query, group, sort) : null, sort, limit);
    }

    private static Conditions all(DeviceQuery query, Selector group, Sort sort) {
        var all = QueryConditions.of(query, group);
        sort.startAfter(null, all);
        return all;
    }

    private static void startAfter(String after, long query, Sort sort, Conditions page) {
        try {
            var cursor = page.isGiven("after", after) ? Cursor.of(after) : null;
            if (cursor != null && cursor.query() != query) {
                page.refuse(
                        "after",
                        "must be the next of an earlier page of the same query, with the same filters and sort");
                return;
            }
            sort.startAfter(cursor, page);
        } catch (IllegalArgumentException | DateTimeException _) {
            page.refuse("after", "must be the next of an earlier page");
        }
    }

    private static int limit(String wanted, Conditions page) {
        if (!page.isGiven("limit", wanted)) {
            return DEFAULT_LIMIT;
        }
        var limit = wanted.matches("\\d{1,4}") ? Integer.parseInt(wanted) : 0;
        if (limit < 1 || limit > MOST) {
            page.refuse("limit", "must be a number from 1 to 1000");
        }
        return limit;
    }
}
