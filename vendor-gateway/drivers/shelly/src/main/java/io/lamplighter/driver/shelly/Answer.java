package io.lamplighter.driver.shelly;

import io.vertx.core.buffer.Buffer;

/**
 * A whole answer over HTTP.
 *
 * @param retryAfter the header of that name, or null
 */
record Answer(int status, String retryAfter, Buffer body) {}
