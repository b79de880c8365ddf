/**
 * Benchmarks of a running Lamplighter, seen from outside: through the edge and, for references only, its database. Each
 * part prints what it measured beside the machine, and every rate beside that of a reference measured in the same run.
 */
package io.lamplighter.bench;
