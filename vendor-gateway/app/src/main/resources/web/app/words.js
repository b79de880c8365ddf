/** The states of runs and interactions: how they are called, and how good they are. */
export const STATES = {
  scheduled: ["waiting", "quiet"],
  dispatched: ["sent to the vendor", "busy"],
  acknowledged: ["taken, not confirmed", "warn"],
  succeeded: ["done", "good"],
  failed: ["failed", "bad"],
  timed_out: ["no answer in time", "bad"],
  expired: ["too late, not done", "bad"],
  cancelled: ["cancelled", "quiet"],
  skipped: ["left out", "quiet"],
  running: ["running", "busy"],
  partly_failed: ["partly failed", "warn"],
  online: ["online", "good"],
  unreachable: ["unreachable", "bad"],
  authentication_failed: ["credentials refused", "bad"],
  rate_limited: ["asked to wait", "warn"],
  misbehaving: ["misbehaving", "bad"],
  unknown: ["not asked yet", "quiet"],
  disabled: ["disabled", "quiet"],
  missing: ["missing", "warn"],
  stale: ["silent", "warn"],
};

export const ENDED = new Set(["acknowledged", "succeeded", "failed", "timed_out", "expired", "cancelled", "skipped"]);
export const FAILED = new Set(["failed", "timed_out", "expired"]);

const ERRORS = {
  unreachable: "The device does not answer.",
  authentication_failed: "The vendor refuses the credentials.",
  unsupported: "The device cannot do that.",
  device_disabled: "The device is disabled.",
  unknown_vendor: "No driver serves this vendor.",
  deadline_passed: "It was too late to be done.",
  rate_limited: "Too much is asked at once; it goes on in a while.",
};

/** Why a run did not succeed, in a sentence. */
export function why(run) {
  if (!run) return "";
  if (run.error) return ERRORS[run.error.code] ?? run.error.detail ?? run.error.code;
  return run.state === "timed_out" ? "There was no answer in time." : "";
}

/** What a target picks, in a few words. */
export function targetWords(target, nameOf = (id) => id) {
  if (!target) return "nothing";
  if (target.devices) return target.devices.length === 1 ? nameOf(target.devices[0]) : `${target.devices.length} devices`;
  if (target.group) return `group ${target.group}`;
  if (target.failedOf) return "what failed before";
  const { vendor, type, labels = {}, expression } = target.selector ?? {};
  const parts = [vendor, type, ...Object.entries(labels).map(([key, value]) => `${key}: ${value}`), expression].filter(Boolean);
  return parts.length ? parts.join(", ") : "every device";
}
