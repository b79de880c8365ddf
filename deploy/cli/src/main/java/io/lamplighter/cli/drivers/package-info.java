/** What authors of drivers and of definitions need; works without a running Lamplighter. */
package io.lamplighter.cli.drivers;
