/** How long a status was in each of its states, and how often it changed. */
package io.lamplighter.observations.states;
