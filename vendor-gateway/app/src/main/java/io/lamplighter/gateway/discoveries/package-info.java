/**
 * The inbox of discoveries: what vendors said there is, and what somebody does not want. It is kept on a compacted topic that
 * every replica follows from its beginning, so it is the same everywhere and survives a restart. Whether a device was accepted
 * is not kept: it was when the registry has it.
 */
package io.lamplighter.gateway.discoveries;
