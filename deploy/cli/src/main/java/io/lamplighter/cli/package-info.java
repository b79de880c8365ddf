/**
 * The command line: asks the services through the edge and prints what they answer. It holds no state and knows no service's
 * code, only the REST paths and the feed; its exit codes are part of what it promises.
 */
package io.lamplighter.cli;
