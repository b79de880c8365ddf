package io.lamplighter.gateway.feed;

import io.netty.handler.codec.http.QueryStringDecoder;

/** Reads the query of a handshake. */
final class Query {
    private Query() {}

    /** The first value of the parameter; null when there is none, or the query cannot be read. */
    static String parameter(String query, String name) {
        if (query == null) {
            return null;
        }
        try {
            var values = new QueryStringDecoder(query, false).parameters().get(name);
            return values == null ? null : values.getFirst();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
