/**
 * How the registry says no: what every refusal looks like, and the refusals that belong to no feature in particular
 * (invalid input, unreadable or too large bodies, a database that does not answer).
 */
package io.lamplighter.devices.problems;
