/** What is printed for people: tables, times and values, free of control characters. */
package io.lamplighter.cli.output;
