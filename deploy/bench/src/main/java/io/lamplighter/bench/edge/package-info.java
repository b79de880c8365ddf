/** What the parts measure: a Lamplighter behind its edge, its database, and a vendor. */
package io.lamplighter.bench.edge;
