/** What the product is compared with: the least that could answer the same. */
package io.lamplighter.bench.reference;
