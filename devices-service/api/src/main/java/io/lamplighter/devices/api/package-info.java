/**
 * What the registry offers to the others: devices as records, the topic that announces every change of them, and the
 * REST interface to ask for them. The devices-service owns every fact in here.
 */
package io.lamplighter.devices.api;
