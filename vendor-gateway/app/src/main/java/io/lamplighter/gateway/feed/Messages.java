package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/**
 * The messages that carry items, written by hand because an item is written once and told to many; they read as the
 * {@link io.lamplighter.gateway.api.FeedMessage} of the same name.
 */
final class Messages {
    private Messages() {}

    static String snapshot(String id, List<String> items, String cursor) {
        var text = begin("snapshot", id, 256).append(",\"items\":[");
        var separator = "";
        for (var item : items) {
            text.append(separator).append(item);
            separator = ",";
        }
        return text.append("],\"cursor\":\"").append(cursor).append("\"}").toString();
    }

    static String update(String id, String action, String item, String cursor) {
        return begin("update", id, 96 + id.length() + item.length() + cursor.length())
                .append(",\"action\":\"")
                .append(action)
                .append("\",\"item\":")
                .append(item)
                .append(",\"cursor\":\"")
                .append(cursor)
                .append("\"}")
                .toString();
    }

    static String reset(String id) {
        return begin("reset", id, 64).append('}').toString();
    }

    private static StringBuilder begin(String type, String id, int capacity) {
        return new StringBuilder(capacity)
                .append("{\"type\":\"")
                .append(type)
                .append("\",\"id\":\"")
                .append(JsonStringEncoder.getInstance().quoteAsString(id))
                .append('"');
    }
}
