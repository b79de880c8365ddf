/** The observations-service: it stores what devices were seen to be, and answers for it. */
package io.lamplighter.observations;
