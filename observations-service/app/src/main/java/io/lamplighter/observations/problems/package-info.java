/** What goes wrong, as problem details: one factory for the answers of this service and what the extension does not map. */
package io.lamplighter.observations.problems;
