package io.lamplighter.driver.wot;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * A whole answer over HTTP.
 *
 * @param from the address that answered
 */
record Answer(int status, MultiMap headers, Buffer body, Nearness from) {
    /** The header of this name, or an empty text. */
    String header(String name) {
        var value = headers.get(name);
        return value == null ? "" : value;
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /**
     * Whether it says something of what was asked for alone: that this cannot be done, but not that nobody can be asked, or not
     * now, or not by us. Servients answer 500 where the program behind one affordance fails.
     */
    boolean isAboutThisAlone() {
        return switch (status) {
            case 401, 407, 408, 425, 429 -> false;
            case 500, 501 -> true;
            default -> status >= 400 && status < 500;
        };
    }
}
