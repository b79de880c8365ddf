/** Running tasks from the command line: interactions, their runs, the tasks that there are and the schedules. */
package io.lamplighter.cli.interactions;
