/** How a refusal looks: RFC 9457 problem details that name every offending field. */
package io.lamplighter.interactions.problems;
