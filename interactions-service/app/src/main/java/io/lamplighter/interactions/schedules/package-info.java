/** Schedules: when an interaction is started again and again, and how each of its times comes to be fired once. */
package io.lamplighter.interactions.schedules;
