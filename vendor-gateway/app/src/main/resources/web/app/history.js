import { get } from "./api.js";
import { settings } from "./settings.js";

const MINUTE = 60;
const BUCKETS = [[MINUTE, "PT1M", "1-minute"], [5 * MINUTE, "PT5M", "5-minute"], [15 * MINUTE, "PT15M", "15-minute"], [60 * MINUTE, "PT1H", "hourly"], [360 * MINUTE, "PT6H", "6-hour"], [1440 * MINUTE, "P1D", "daily"]];
const POINTS = 500;
/** Up to here every single value is shown. */
const RAW = 2 * 3600;

/**
 * The history of one series between two times (seconds since 1970): every value where the span is short, else averages
 * with lowest and highest from the rollups.
 *
 * @returns {Promise<{resolution: string, units?: string, times: number[], values: number[], low?: number[], high?: number[]}>}
 */
export async function history(device, name, from, to, signal) {
  const range = { device, name, from: iso(from), to: iso(to) };
  return to - from <= RAW ? raw(range, signal) : rollups(range, to - from, signal);
}

async function raw(range, signal) {
  const { items } = await get("api/observations", { ...range, downsample: "minmax", points: 1000 }, { signal });
  const sorted = items.map(({ validAt, value }) => [Date.parse(validAt) / 1000, Number(value)]).sort(([one], [other]) => one - other);
  return { resolution: "every value", units: items[0]?.units, times: sorted.map(([at]) => at), values: sorted.map(([, value]) => value) };
}

async function rollups(range, span, signal) {
  const [, bucket, word] = BUCKETS.find(([length]) => span / length <= POINTS) ?? BUCKETS.at(-1);
  const { items, units } = await get("api/observations/aggregate", { ...range, bucket, functions: "avg,min,max", timeZone: settings.timeZone }, { signal });
  const middle = ({ from, to }) => (Date.parse(from) + Date.parse(to)) / 2000;
  return { resolution: `${word} averages, with lowest and highest`, units, times: items.map(middle), values: items.map(({ avg }) => avg), low: items.map(({ min }) => min), high: items.map(({ max }) => max) };
}

/** How long a status held each of its values, in about a hundred parts of the time asked for. */
export async function states(device, name, from, to, signal) {
  const range = { device, name, from: iso(from), to: iso(to) };
  const parts = Math.max(1, Math.ceil((to - from) / 120));
  const [bucketed, whole] = await Promise.all([
    get("api/observations/states", { ...range, bucket: `PT${parts}S` }, { signal }),
    get("api/observations/states", range, { signal }),
  ]);
  return { parts: bucketed.items, whole: whole.items[0] };
}

export const iso = (seconds) => new Date(seconds * 1000).toISOString();
