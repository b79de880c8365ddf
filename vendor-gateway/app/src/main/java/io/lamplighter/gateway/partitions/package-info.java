/** Which partitions of {@code commands} this replica owns: it serves the devices of these, and no others. */
package io.lamplighter.gateway.partitions;
