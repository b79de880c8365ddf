/** Nothing is changed that has changed meanwhile: versions as entity tags, and what a request asks of them. */
package io.lamplighter.devices.versions;
