import { settings } from "./settings.js";

const UNITS = { Cel: "°C", "[degF]": "°F", "1": "", deg: "°", "W.h": "Wh", "kW.h": "kWh", m3: "m³", "m3/h": "m³/h", lx: "lx" };
const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const formats = new Map();

export const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

export const number = (value) => numbers.format(value);

export const count = (many, one, more = `${one}s`) => `${numbers.format(many)} ${many === 1 ? one : more}`;

export const unit = (units) => (units === undefined || units === null ? "" : UNITS[units] ?? units);

/** A reading as people say it: 21.4 °C, on, yes. */
export function reading({ name, value, units }) {
  if (typeof value === "boolean") return name === "on" ? (value ? "on" : "off") : value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  const text = unit(units);
  return text ? `${numbers.format(value)} ${text}` : numbers.format(value);
}

export const words = (name) => String(name ?? "").replaceAll("_", " ");

function format(key, options) {
  const zoned = `${key} ${settings.timeZone}`;
  if (!formats.has(zoned)) {
    formats.set(zoned, new Intl.DateTimeFormat(undefined, { ...options, timeZone: settings.timeZone }));
  }
  return formats.get(zoned);
}

/** Date and time in the user's zone; a dash for none. */
export const time = (instant) =>
  instant ? format("long", { dateStyle: "medium", timeStyle: "medium" }).format(new Date(instant)) : "–";

/** The time alone for today, with the day for any other. */
export function shortTime(instant) {
  if (!instant) return "–";
  const date = new Date(instant);
  const day = format("day", { dateStyle: "short" });
  const clock = format("clock", { timeStyle: "medium" });
  return day.format(date) === day.format(new Date()) ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`;
}

/** A tick of a time axis, as fine as the step between two ticks (in seconds) asks for. */
export function tickTime(at, step) {
  const date = new Date(at * 1000);
  if (step >= 86400) return format("tick day", { day: "numeric", month: "short" }).format(date);
  const options = { hour: "2-digit", minute: "2-digit", ...(step < 60 ? { second: "2-digit" } : {}) };
  return format(step < 60 ? "tick second" : "tick", options).format(date);
}

export const inZone = (instant, timeZone) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", timeZone }).format(new Date(instant));

const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 7], ["week", 5], ["month", 12], ["year", Infinity]];

/** How long ago, or how soon: 5 min. ago, in 2 hr. */
export function ago(instant, now = Date.now()) {
  if (!instant) return "–";
  let distance = (new Date(instant).getTime() - now) / 1000;
  const sizes = { second: 60, minute: 60, hour: 24, day: 7, week: 4.35, month: 12 };
  for (const [step] of STEPS) {
    const size = sizes[step];
    if (size === undefined || Math.abs(distance) < size) return relative.format(Math.round(distance), step);
    distance /= size;
  }
  return "";
}

const DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** Seconds of an ISO 8601 duration; NaN when it is none. */
export function seconds(duration) {
  const found = DURATION.exec(duration ?? "");
  if (!found) return NaN;
  const [, minus, days = 0, hours = 0, minutes = 0, rest = 0] = found;
  return (minus ? -1 : 1) * (Number(days) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
}

export function span(total) {
  if (!Number.isFinite(total)) return "–";
  if (total < 1) return `${Math.round(total * 1000)} ms`;
  if (total < 60) return `${numbers.format(total)} s`;
  const [days, hours, minutes] = [Math.floor(total / 86400), Math.floor((total % 86400) / 3600), Math.floor((total % 3600) / 60)];
  return [days && `${days} d`, hours && `${hours} h`, minutes && `${minutes} min`].filter(Boolean).slice(0, 2).join(" ");
}

/** ISO 8601 durations as people read them: 8 s, 1 h 30 min. */
export const duration = (iso) => span(seconds(iso));
