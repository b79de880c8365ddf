/**
 * What the interactions-service offers to the others: the topics of commands and runs with their records, and the
 * requests and answers of its REST paths.
 */
package io.lamplighter.interactions.api;
