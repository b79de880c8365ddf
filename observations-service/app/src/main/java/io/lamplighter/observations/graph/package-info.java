/** The same answers as a graph: devices with what is known of them, in one question and a fixed number of statements and calls. */
package io.lamplighter.observations.graph;
