import { byName } from "./format.js";
import { live } from "./live.js";

/** What the address says about which devices are shown, and in which order. */
export function filterOf(query) {
  const names = ["q", "type", "location", "vendor", "label", "state", "sort"];
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""]));
}

const SORTS = {
  name: (device) => device.name,
  location: (device) => device.location?.name ?? "",
  vendor: (device) => device.vendor,
  state: (device) => live.health(device).state,
  heard: (device) => -live.newest(device.id),
};

/** The devices that fit every filter, sorted by one column; by name where that leaves it open. */
export function found(devices, filter) {
  const texts = filter.q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const kept = [...devices].filter((device) => fits(device, filter) && texts.every((text) => textOf(device).includes(text)));
  const descending = filter.sort.startsWith("-");
  const key = SORTS[filter.sort.replace("-", "")] ?? SORTS.name;
  const sign = descending ? -1 : 1;
  return kept
    .map((device) => ({ device, key: key(device) }))
    .sort((one, other) => sign * compare(one.key, other.key) || byName(one.device.name, other.device.name))
    .map(({ device }) => device);
}

const compare = (one, other) => (typeof one === "number" ? one - other : byName(one, other));

function fits(device, { type, location, vendor, label, state }) {
  return (
    (!type || device.type === type) &&
    (!location || (device.location?.name ?? "") === location) &&
    (!vendor || device.vendor === vendor) &&
    (!label || labelsOf(device).includes(label)) &&
    (!state || live.health(device).state === state)
  );
}

export const labelsOf = (device) => Object.entries(device.labels ?? {}).map(([key, value]) => `${key}: ${value}`);

const texts = new WeakMap();

function textOf(device) {
  if (!texts.has(device)) {
    const parts = [device.name, device.type, device.vendor, device.location?.name, ...labelsOf(device), ...Object.values(device.vendorIds ?? {})];
    texts.set(device, parts.filter(Boolean).join("\n").toLocaleLowerCase());
  }
  return texts.get(device);
}

/** What there is to choose from, of all devices. */
export function choices(devices) {
  const sets = { type: new Set(), location: new Set(), vendor: new Set(), label: new Set() };
  for (const device of devices) {
    sets.type.add(device.type);
    sets.vendor.add(device.vendor);
    if (device.location?.name) sets.location.add(device.location.name);
    labelsOf(device).forEach((label) => sets.label.add(label));
  }
  return Object.fromEntries(Object.entries(sets).map(([name, values]) => [name, [...values].sort(byName)]));
}
