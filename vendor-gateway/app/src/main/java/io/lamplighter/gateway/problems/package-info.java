/** What goes wrong with a request, as RFC 9457 problem details, where the extension does not do it itself. */
package io.lamplighter.gateway.problems;
