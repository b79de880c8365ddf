/** How the commands reach the services: REST through the edge, and what can go wrong on the way. */
package io.lamplighter.cli.edge;
