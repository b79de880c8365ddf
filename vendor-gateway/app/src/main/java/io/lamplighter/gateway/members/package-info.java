/**
 * Which devices a selector or a group has now: found out once for all who ask for the same, and kept true as the registry
 * changes. The rules are those of {@link io.lamplighter.devices.api.Selector}.
 */
package io.lamplighter.gateway.members;
