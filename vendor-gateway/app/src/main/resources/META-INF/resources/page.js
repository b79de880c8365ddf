import { FeedClient } from "./feed.js";
import { Chart } from "./chart.js";

const NO_ROOM = "Elsewhere";
const UNITS = { Cel: "°C", "%": "%", "1": "", deg: "°", kWh: "kWh", "W.h": "Wh", Wh: "Wh", "[degF]": "°F" };
const CONNECTION = { live: "Live", connecting: "Connecting…", lost: "Connection lost, trying again…" };
const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

const rooms = new Map();
const devices = new Map();
const orphans = new Map();
const chart = new Chart(() => {});
let newest = 0;

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

/** A list by room, in order of name; nothing but the place that changes is touched. */
function room(name) {
  if (rooms.has(name)) return rooms.get(name);
  const section = element("section");
  const list = element("ul", "devices");
  section.dataset.room = name;
  section.append(element("h2", "", name), list);
  const after = [...rooms.keys()].sort(byName).find((other) => byName(other, name) > 0);
  document.getElementById("rooms").insertBefore(section, after ? rooms.get(after).section : null);
  rooms.set(name, { section, list });
  return rooms.get(name);
}

/** As page.css hides what comes after. */
const SHOWN_SERIES = 6;
const FIRST_SERIES = ["temperature", "humidity", "on", "power", "energy", "brightness", "voltage", "current"];

function bySeries(one, other) {
  const rank = (name) => (FIRST_SERIES.includes(name) ? FIRST_SERIES.indexOf(name) : FIRST_SERIES.length);
  return rank(one) - rank(other) || one.localeCompare(other);
}

class DeviceCard {
  constructor(id) {
    this.id = id;
    this.series = new Map();
    this.root = element("li", "device");
    this.root.dataset.device = id;
    this.title = element("h3");
    this.kind = element("p", "kind");
    this.head = element("div", "row");
    const words = element("div");
    words.append(this.title, this.kind);
    this.head.append(words);
    this.values = element("ul", "series");
    this.note = element("p", "note");
    this.note.setAttribute("role", "status");
    this.root.append(this.head, this.values, this.note);
  }

  show(device) {
    const place = device.location?.name || NO_ROOM;
    const moved = this.place !== place || this.name !== device.name;
    this.name = device.name;
    this.enabled = device.enabled;
    this.title.textContent = device.name;
    this.kind.textContent = device.type;
    this.root.dataset.enabled = device.enabled;
    if (moved) this.#move(place);
    this.#showSwitch();
  }

  #move(place) {
    const before = this.place;
    this.place = place;
    const list = room(place).list;
    this.root.remove();
    list.insertBefore(this.root, this.#nextIn(list));
    if (before && before !== place) tidy(before);
  }

  /** From the end, since a snapshot comes in order. */
  #nextIn(list) {
    let next = null;
    for (let other = list.lastElementChild; other; other = other.previousElementSibling) {
      if (byName(devices.get(other.dataset.device).name, this.name) <= 0) break;
      next = other;
    }
    return next;
  }

  remove() {
    this.root.remove();
    tidy(this.place);
  }

  observe(observation) {
    const known = this.series.get(observation.name);
    const at = Date.parse(observation.validAt);
    if (known && at < known.at) return;
    const entry = known ?? this.#addSeries(observation.name);
    const text = value(observation);
    if (known && entry.value.textContent !== text) flash(entry.button);
    entry.at = at;
    entry.raw = observation.value;
    entry.value.textContent = text;
    entry.button.title = times.format(at);
    newest = Math.max(newest, at);
    if (observation.name === "on") this.#showSwitch();
  }

  #addSeries(name) {
    const item = element("li");
    const button = element("button");
    button.type = "button";
    button.dataset.series = name;
    const shown = element("span");
    button.append(element("span", "", name.replaceAll("_", " ")), shown);
    button.addEventListener("click", () => chart.show(this.id, name, `${this.name}: ${name.replaceAll("_", " ")}`));
    item.append(button);
    const after = [...this.series.keys()].sort(bySeries).find((other) => bySeries(other, name) > 0);
    this.values.insertBefore(item, after ? this.series.get(after).item : null);
    const entry = { item, button, value: shown };
    this.series.set(name, entry);
    if (this.series.size > SHOWN_SERIES) this.#offerMore();
    return entry;
  }

  /** A meter has dozens of series: the first ones tell enough at a glance. */
  #offerMore() {
    if (!this.more) {
      this.more = element("button", "more");
      this.more.type = "button";
      this.more.addEventListener("click", () => {
        this.values.classList.toggle("all");
        this.#offerMore();
      });
      this.values.after(this.more);
    }
    const all = this.values.classList.contains("all");
    this.more.setAttribute("aria-expanded", String(all));
    this.more.textContent = all ? "Show less" : `Show all ${this.series.size}`;
  }

  #showSwitch() {
    const on = this.series.get("on")?.raw;
    if (typeof on !== "boolean") return;
    if (!this.switch) {
      this.switch = element("button");
      this.switch.type = "button";
      this.switch.dataset.switch = this.id;
      this.switch.addEventListener("click", () => this.#toggle());
      this.head.append(this.switch);
    }
    this.switch.setAttribute("aria-label", `${this.name}: switch`);
    this.switch.setAttribute("aria-pressed", String(on));
    this.switch.disabled = !this.enabled;
    if (!this.pending) this.switch.textContent = on ? "On" : "Off";
  }

  async #toggle() {
    if (this.pending) return;
    const wanted = !this.series.get("on").raw;
    this.pending = true;
    this.switch.setAttribute("aria-busy", "true");
    this.switch.textContent = wanted ? "Turning on…" : "Turning off…";
    this.say("", "");
    const trouble = await set(this.id, wanted);
    this.pending = false;
    this.switch.removeAttribute("aria-busy");
    this.#showSwitch();
    if (trouble) this.say("bad", trouble);
    else this.say("good", wanted ? "Turned on" : "Turned off");
  }

  say(kind, text) {
    this.note.dataset.kind = kind;
    this.note.textContent = text;
    clearTimeout(this.silence);
    if (kind === "good") this.silence = setTimeout(() => (this.note.textContent = ""), 4000);
  }

  ran(run) {
    if (run.state === "succeeded" && this.failedTask === run.task) {
      this.failedTask = undefined;
      if (!this.pending) this.say("", "");
    }
    if (["failed", "timed_out", "expired"].includes(run.state) && !this.pending) {
      this.failedTask = run.task;
      this.say("bad", `${run.task.replaceAll("_", " ")}: ${plain(run)}`);
    }
  }
}

/** Asks for the switch; answers null when it is done, else what went wrong in plain words. */
async function set(device, wanted) {
  try {
    const answer = await fetch("api/interactions", {
      method: "POST",
      headers: { "Content-Type": "application/json", Prefer: "wait=10" },
      body: JSON.stringify({
        task: "set_status",
        target: { devices: [device] },
        arguments: { name: "on", value: wanted },
        timeout: "PT10S",
      }),
    });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) return body.detail ?? body.title ?? `It could not be asked (status ${answer.status}).`;
    if (body.state === "succeeded") return null;
    if (body.state === "running") return "It takes longer than expected; its state appears when it is known.";
    return (await reason(body.id)) ?? "It was not done.";
  } catch {
    return "The gateway cannot be reached.";
  }
}

async function reason(interaction) {
  const answer = await fetch(`api/runs?${new URLSearchParams({ interaction })}`);
  if (!answer.ok) return null;
  const { items } = await answer.json();
  return items.length === 0 ? null : plain(items[0]);
}

const WORDS = {
  unreachable: "The device does not answer.",
  authentication_failed: "The vendor refuses the credentials.",
  unsupported: "The device cannot do that.",
  device_disabled: "The device is disabled.",
  unknown_vendor: "No driver serves this vendor.",
  deadline_passed: "It was too late to be done.",
};

function plain(run) {
  if (run.state === "timed_out") return "There was no answer in time.";
  return WORDS[run.error?.code] ?? run.error?.detail ?? "It was not done.";
}

function value({ value: raw, units }) {
  if (typeof raw === "boolean") return raw ? "yes" : "no";
  if (typeof raw !== "number") return String(raw);
  const unit = units === undefined ? "" : UNITS[units] ?? units;
  return unit ? `${numbers.format(raw)} ${unit}` : numbers.format(raw);
}

function flash(button) {
  button.classList.add("changed");
  setTimeout(() => button.classList.remove("changed"), 700);
}

function tidy(place) {
  const known = rooms.get(place);
  if (known && known.list.children.length === 0) {
    known.section.remove();
    rooms.delete(place);
  }
}

function showDevice(device) {
  const card = devices.get(device.id) ?? new DeviceCard(device.id);
  devices.set(device.id, card);
  card.show(device);
  const early = orphans.get(device.id);
  orphans.delete(device.id);
  for (const observation of early?.values() ?? []) card.observe(observation);
  showCount();
}

function removeDevice(id) {
  devices.get(id)?.remove();
  devices.delete(id);
  showCount();
}

function showCount() {
  document.getElementById("summary").textContent =
    devices.size === 1 ? "1 device" : `${numbers.format(devices.size)} devices`;
  document.getElementById("empty").hidden = devices.size > 0;
}

/** An observation may be told before its device is: it waits, of each series the newest. */
function observe(observation) {
  const card = devices.get(observation.deviceId);
  if (card) {
    card.observe(observation);
    chart.observe(observation);
    return;
  }
  const early = orphans.get(observation.deviceId) ?? new Map();
  early.set(observation.name, observation);
  if (orphans.size < 5000) orphans.set(observation.deviceId, early);
}

/** What comes between two frames is shown in one go. */
const waiting = [];
function later(work) {
  if (waiting.push(work) === 1) {
    const now = () => waiting.splice(0).forEach((some) => some());
    if (document.hidden) setTimeout(now, 250);
    else requestAnimationFrame(now);
  }
}

function showAge() {
  if (newest === 0) return;
  const seconds = Math.max(0, Math.round((Date.now() - newest) / 1000));
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  document.getElementById("age").textContent =
    seconds < 90 ? words.format(-seconds, "second") : words.format(-Math.round(seconds / 60), "minute");
}

const feed = new FeedClient();
feed.listen("state", ({ state }) => {
  const badge = document.getElementById("connection");
  badge.dataset.state = state;
  badge.textContent = CONNECTION[state];
});

feed.subscribe({ id: "devices", stream: "devices" }, {
  snapshot(items) {
    const there = new Set(items.map((item) => item.id));
    [...devices.keys()].filter((id) => !there.has(id)).forEach(removeDevice);
    items.sort((one, other) => byName(one.name, other.name)).forEach(showDevice);
    showCount();
  },
  update(action, item) {
    if (action === "delete") removeDevice(item.id);
    else showDevice(item);
  },
});
feed.subscribe({ id: "observations", stream: "observations" }, {
  snapshot: (items) => later(() => items.forEach(observe)),
  update: (action, item) => later(() => observe(item)),
});
feed.subscribe({ id: "runs", stream: "runs" }, {
  snapshot() {},
  update: (action, run) => devices.get(run.deviceId)?.ran(run),
});
feed.connect();
setInterval(showAge, 1000);
