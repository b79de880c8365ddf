/**
 * Commands: taken from the topic {@code commands}, done once and never after their deadline, in order for each device
 * and in parallel across devices, and answered on {@code observations} and {@code results}.
 */
package io.lamplighter.gateway.commands;
