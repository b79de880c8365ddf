/** UCUM: which codes there are, and how values get from one to another. */
package io.lamplighter.observations.units;
