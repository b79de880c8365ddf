/** Work that goes on by itself: passes that repeat, can be woken, outlive every failure, and tell an outage once. */
package io.lamplighter.interactions.loops;
