/** The drivers there are, which of them serves which vendor, and how the vendors' devices are doing. */
package io.lamplighter.gateway.vendors;
