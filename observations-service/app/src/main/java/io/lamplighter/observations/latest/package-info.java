/** The newest values: of one device, many, a selection of the registry, or all. */
package io.lamplighter.observations.latest;
