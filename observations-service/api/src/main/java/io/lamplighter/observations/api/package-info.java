/**
 * What the observations-service offers to the others: the topic to write observations to, its records, and the REST
 * interface to ask for what is stored.
 */
package io.lamplighter.observations.api;
