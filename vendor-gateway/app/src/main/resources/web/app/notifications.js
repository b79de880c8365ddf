import { live } from "./live.js";
import { settings } from "./settings.js";
import { href } from "./route.js";
import { reading, words } from "./format.js";
import { FAILED, why } from "./words.js";

/** What one can be told of. */
export const EVENTS = [
  ["run-failed", "A run fails"],
  ["run-succeeded", "A run that changes a device is done"],
  ["unreachable", "A device stops answering"],
  ["back", "A device answers again"],
  ["device-create", "A device is added"],
  ["device-update", "A device is changed"],
  ["device-delete", "A device is deleted"],
];

const TITLES = { "run-failed": "Run failed", "run-succeeded": "Done", unreachable: "Device unreachable", back: "Device is back", "device-create": "Device added", "device-update": "Device changed", "device-delete": "Device deleted" };
const MOST = 5;
const WHILE = 10_000;

/** Notifications of the browser, for whoever turned them on: never more than a few at a time. */
class Notifications {
  #shown = [];
  #left = 0;

  start() {
    live.addEventListener("happened", ({ detail }) => this.#happened(detail));
  }

  /** Asks the browser for permission, as it may only be when the user turns it on; answers whether it is given. */
  async turnOn() {
    if (!("Notification" in window)) return false;
    const permission = Notification.permission === "default" ? await Notification.requestPermission() : Notification.permission;
    return permission === "granted";
  }

  #happened(event) {
    const told = OF[event.what]?.(event) ?? ofDevice(event);
    if (!told.key || !settings.notify || !settings.events.includes(told.key)) return;
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    this.#bounded(told);
  }

  /** A storm is one notification that is replaced. */
  #bounded(told) {
    const now = Date.now();
    this.#shown = this.#shown.filter((at) => now - at < WHILE);
    if (this.#shown.length < MOST) {
      this.#shown.push(now);
      this.#left = 0;
      show(TITLES[told.key], told.body, told.tag, told.to);
    } else {
      this.#left++;
      show("Lamplighter", `${this.#left} more things have happened.`, "more", href("interactions"));
    }
  }
}

const OF = { run: ({ run }) => ofRun(run) ?? {}, presence: (event) => ofPresence(event) ?? {} };

function ofPresence({ device, presence, before }) {
  const to = href("devices", [device.id]);
  if (presence.state === "unreachable") return { key: "unreachable", body: `${device.name}: ${presence.reason ?? "it does not answer"}`, tag: device.id, to };
  if (before.state === "unreachable" && presence.state === "online") return { key: "back", body: device.name, tag: device.id, to };
  return undefined;
}

function ofRun(run) {
  const named = run.arguments?.name === undefined ? "" : ` ${words(run.arguments.name)} = ${reading(run.arguments)}`;
  const what = `${live.name(run.deviceId)}: ${words(run.task)}${named}`;
  const to = href("interactions", [run.interactionId]);
  if (FAILED.has(run.state)) return { key: "run-failed", body: `${what}. ${why(run)}`, tag: run.id, to };
  if (run.state === "succeeded" && run.task.startsWith("set_")) return { key: "run-succeeded", body: what, tag: run.id, to };
  return undefined;
}

function ofDevice({ what, device }) {
  const gone = what === "device-delete";
  return { key: what, body: [device.name, device.type, device.location?.name].filter(Boolean).join(", "), tag: device.id, to: gone ? href("devices") : href("devices", [device.id]) };
}

function show(title, body, tag, to) {
  const notification = new Notification(title, { body, tag, icon: new URL("icon.svg", document.baseURI).href, data: { to } });
  notification.onclick = () => {
    window.focus();
    location.hash = to;
    notification.close();
  };
}

export const notifications = new Notifications();
