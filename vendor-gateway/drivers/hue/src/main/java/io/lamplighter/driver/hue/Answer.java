package io.lamplighter.driver.hue;

import io.vertx.core.buffer.Buffer;

/**
 * A whole answer over HTTP.
 *
 * @param retryAfter the header of that name, or null
 * @param date the header of that name, or null
 */
record Answer(int status, String retryAfter, String date, Buffer body) {}
