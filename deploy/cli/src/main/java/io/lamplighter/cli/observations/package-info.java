/** Stored observations from the command line. */
package io.lamplighter.cli.observations;
