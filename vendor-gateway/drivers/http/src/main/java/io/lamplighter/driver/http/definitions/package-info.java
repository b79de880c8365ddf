/**
 * What a definition says, and how it is read from YAML: each record reads its own part and tells every mistake with its line
 * and column. docs/definitions.md of this module is the reference for authors.
 */
package io.lamplighter.driver.http.definitions;
