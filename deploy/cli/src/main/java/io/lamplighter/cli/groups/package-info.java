/** Groups: saved selectors with a name. */
package io.lamplighter.cli.groups;
