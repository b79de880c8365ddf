/** Vendors: what they are and how they do, and the inbox of what they say there is. */
package io.lamplighter.cli.vendors;
