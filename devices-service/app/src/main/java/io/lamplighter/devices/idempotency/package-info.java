/** A request that is sent again because its answer was lost is answered again, and not done again. */
package io.lamplighter.devices.idempotency;
