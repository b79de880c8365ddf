/** How this service talks to PostgreSQL. */
package io.lamplighter.devices.connections;
