/** What the parts measure with and report in. */
package io.lamplighter.bench.measure;
