/** What can be done to a device. A task is a bean; to add one, add a bean. */
package io.lamplighter.interactions.tasks;
