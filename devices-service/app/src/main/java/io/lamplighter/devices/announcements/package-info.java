/** Announces every change of a device on the topic {@code devices}, at once when possible and in the end always. */
package io.lamplighter.devices.announcements;
