/** Notices when observations wait and none is stored, and tells it as metrics and as health. */
package io.lamplighter.observations.stalls;
