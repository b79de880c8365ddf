/** The feed in the terminal. */
package io.lamplighter.cli.watch;
