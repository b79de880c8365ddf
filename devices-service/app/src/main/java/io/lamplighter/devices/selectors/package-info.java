/** What picks devices: selectors and their label expressions, as conditions of SQL with bound values. */
package io.lamplighter.devices.selectors;
