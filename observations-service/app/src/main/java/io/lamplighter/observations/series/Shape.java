package io.lamplighter.observations.series;

/**
 * What tells the series of one name at one device apart.
 *
 * @param units empty for a status
 */
public record Shape(Kind kind, String units) {}
