package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/**
 * The messages that carry items, written by hand because an item is written once and told to many; they read as the
 * {@link io.lamplighter.gateway.api.FeedMessage} of the same name.
 */
final class Messages {
    private Messages() {}

    static String snapshot(String id, List<Change> items, String cursor) {
        var text = begin("snapshot", id).append(",\"items\":[");
        var separator = "";
        for (var item : items) {
            text.append(separator).append(item.json());
            separator = ",";
        }
        return text.append("],\"cursor\":\"").append(cursor).append("\"}").toString();
    }

    static String update(String id, Change change, String cursor) {
        return begin("update", id)
                .append(",\"action\":\"")
                .append(change.action())
                .append("\",\"item\":")
                .append(change.json())
                .append(",\"cursor\":\"")
                .append(cursor)
                .append("\"}")
                .toString();
    }

    static String reset(String id) {
        return begin("reset", id).append('}').toString();
    }

    private static StringBuilder begin(String type, String id) {
        return new StringBuilder(256)
                .append("{\"type\":\"")
                .append(type)
                .append("\",\"id\":\"")
                .append(JsonStringEncoder.getInstance().quoteAsString(id))
                .append('"');
    }
}
