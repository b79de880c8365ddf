import { FeedClient } from "../../feed.js"; // as seen from static/bundle
import { settings } from "./settings.js";

const MOST_RUNS = 2000;
const STALE = 3600 * 1000;

/**
 * @typedef {object} Change what came since the last frame
 * @property {boolean} devices whether devices came, went or changed
 * @property {Set<string>} observed the devices that told something
 * @property {Map<string, object>} runs the runs that changed, by id
 * @property {boolean} state whether the connection changed
 * @property {boolean} vendors whether a vendor that is followed changed
 */

/** The live state of everything, as the feed tells it; what comes between two frames is told in one go. */
class Live extends EventTarget {
  devices = new Map();
  series = new Map();
  runs = new Map();
  vendors;
  presence = new Map();
  state = "connecting";
  /** Counts the changes of devices: what is derived of them all is kept until it grows. */
  version = 0;
  ready = false;

  #change = nothing();
  #planned = false;
  #feed;
  #mine = new Map();

  /** Begins; and begins again as somebody else when the user changes the name. */
  start() {
    this.#open();
    let { name } = settings;
    settings.addEventListener("change", () => {
      if (settings.name === name) return;
      name = settings.name;
      this.#feed.close();
      this.#open();
    });
  }

  #open() {
    this.#feed = new FeedClient({ user: settings.name || undefined });
    this.#feed.listen("state", ({ state }) => {
      this.state = state;
      this.#change.state = true;
      this.#plan();
    });
    this.#feed.subscribe({ id: "devices", stream: "devices" }, {
      snapshot: (items) => this.#devices(items),
      update: (action, item) => this.#device(action, item),
    });
    this.#feed.subscribe({ id: "observations", stream: "observations" }, {
      snapshot: (items) => items.forEach((item) => this.#observe(item)),
      update: (action, item) => this.#observe(item),
    });
    this.#feed.subscribe({ id: "runs", stream: "runs" }, { update: (action, run) => this.run(run) });
    this.#feed.subscribe({ id: "presence", stream: "presence" }, {
      snapshot: (items) => this.#presences(items),
      update: (action, item) => this.#presence(item),
      error: () => undefined,
    });
    for (const [device, phase] of this.#mine) this.#attend(device, phase);
    if (this.vendors) this.#subscribeToVendors();
    this.#feed.connect();
  }

  /** Begins to follow how the vendors are doing, by name in `vendors`. */
  followVendors() {
    this.vendors = new Map();
    this.#subscribeToVendors();
  }

  leaveVendors() {
    this.vendors = undefined;
    this.#feed.unsubscribe("vendors");
  }

  #subscribeToVendors() {
    const take = (items) => {
      for (const item of items) this.vendors?.set(item.vendor, item);
      this.#change.vendors = true;
      this.#plan();
    };
    this.#feed.subscribe({ id: "vendors", stream: "vendors" }, { snapshot: take, update: (action, item) => take([item]) });
  }

  /** Says that this user looks at a device, or is about to change it; undefined: neither any more. */
  attend(device, phase) {
    const before = this.#mine.get(device);
    if (before === phase) return;
    if (phase === undefined) {
      this.#mine.delete(device);
      this.#feed.unsubscribe(`with ${device}`);
    } else {
      this.#mine.set(device, phase);
      if (before === undefined) this.#attend(device, phase);
      else this.#feed.phase(`with ${device}`, phase);
    }
  }

  #attend(device, phase) {
    this.#feed.subscribe({ id: `with ${device}`, stream: "presence", device, phase }, { error: () => this.#mine.delete(device) });
  }

  /** Who else is with a device: names of those who look at it, and of those who are about to change it. */
  watchers(id) {
    const { viewing = [], controlling = [] } = this.presence.get(id) ?? {};
    const others = (names) => names.filter((name) => name !== settings.name);
    return { viewing: others(viewing), controlling: others(controlling) };
  }

  name(id) {
    return this.devices.get(id)?.name ?? id;
  }

  of(id) {
    return this.series.get(id) ?? NONE;
  }

  /** Takes a run from the feed or from an answer; an older state of it is ignored. */
  run(run) {
    const known = this.runs.get(run.id);
    if (known && known.version >= run.version) return;
    this.runs.delete(run.id);
    this.runs.set(run.id, run);
    if (this.runs.size > MOST_RUNS) this.runs.delete(this.runs.keys().next().value);
    this.#change.runs.set(run.id, run);
    this.#lastRun(run);
    this.#plan();
    this.dispatchEvent(new CustomEvent("happened", { detail: { what: "run", run } }));
  }

  /** How a device is doing, as far as it is known here: one word of STATES, and why. */
  health(device) {
    if (!device.enabled) return { state: "disabled" };
    if (device.missingSince) return { state: "missing", reason: "The last inventory lacked it." };
    const { state, reason } = this.presence.get(device.id) ?? {};
    if (state && state !== "unknown" && state !== "online") return { state, reason };
    const last = device.id && this.#last.get(device.id);
    if (last && (last.state === "failed" || last.state === "timed_out")) {
      return { state: last.error?.code === "unreachable" ? "unreachable" : last.state, run: last };
    }
    const newest = this.newest(device.id);
    if (!newest) return { state: "unknown" };
    return Date.now() - newest > STALE ? { state: "stale", reason: "Nothing was heard of it for an hour." } : { state: "online" };
  }

  /** When something was last heard of a device, in milliseconds; 0 for never. */
  newest(id) {
    return this.#newest.get(id) ?? 0;
  }

  /** Counts what was heard of a device: what is drawn of it is kept until this or the version grows. */
  heard(id) {
    return this.#heard.get(id) ?? 0;
  }

  #last = new Map();
  #newest = new Map();
  #heard = new Map();

  #presences(items) {
    this.presence.clear();
    for (const item of items) this.presence.set(item.deviceId ?? "", item);
    this.#devicesChanged();
  }

  #presence(item) {
    const before = this.presence.get(item.deviceId ?? "");
    this.presence.set(item.deviceId ?? "", item);
    this.#hear(item.deviceId);
    this.#plan();
    if (before && before.state !== item.state && this.devices.has(item.deviceId)) {
      this.dispatchEvent(new CustomEvent("happened", { detail: { what: "presence", device: this.devices.get(item.deviceId), presence: item, before } }));
    }
  }

  #lastRun(run) {
    if (run.endedAt && !(this.#last.get(run.deviceId)?.endedAt > run.endedAt)) {
      this.#last.set(run.deviceId, run);
      this.#hear(run.deviceId);
    }
  }

  #devices(items) {
    const there = new Set(items.map((item) => item.id));
    for (const id of this.devices.keys()) {
      if (!there.has(id)) this.#forget(id);
    }
    for (const item of items) this.devices.set(item.id, item);
    this.ready = true;
    this.#devicesChanged();
  }

  #device(action, item) {
    const before = this.devices.get(item.id);
    if (action === "delete") this.#forget(item.id);
    else this.devices.set(item.id, item);
    this.#devicesChanged();
    this.dispatchEvent(new CustomEvent("happened", { detail: { what: `device-${action}`, device: action === "delete" ? before ?? item : item } }));
  }

  #forget(id) {
    this.devices.delete(id);
    this.series.delete(id);
    this.#last.delete(id);
    this.#newest.delete(id);
    this.#heard.delete(id);
  }

  #hear(id) {
    this.#change.observed.add(id);
    this.#heard.set(id, this.heard(id) + 1);
  }

  #devicesChanged() {
    this.version++;
    this.#change.devices = true;
    this.#plan();
  }

  /** An observation may come before its device; an older one never takes the place of a newer. */
  #observe(observation) {
    const { deviceId, name } = observation;
    if (!this.series.has(deviceId)) this.series.set(deviceId, new Map());
    const names = this.series.get(deviceId);
    const at = Date.parse(observation.validAt);
    if (names.get(name)?.at > at) return;
    names.set(name, Object.assign(observation, { at }));
    if (at > this.newest(deviceId)) this.#newest.set(deviceId, at);
    this.#hear(deviceId);
    this.#plan();
  }

  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    const tell = () => {
      this.#planned = false;
      const change = this.#change;
      this.#change = nothing();
      this.dispatchEvent(new CustomEvent("change", { detail: change }));
    };
    if (document.hidden) setTimeout(tell, 250);
    else requestAnimationFrame(tell);
  }
}

const NONE = new Map();

function nothing() {
  return { devices: false, observed: new Set(), runs: new Map(), state: false, vendors: false };
}

export const live = new Live();
