import { api, get, idempotencyKey } from "./api.js";
import { live } from "./live.js";

/** Starts a task against one device; answers its run. */
export async function startRun(device, task, args = {}) {
  const interaction = await startInteraction({ task, target: { devices: [device] }, arguments: args });
  for (const wait of [0, 100, 300, 800]) {
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    const { items } = await get("api/runs", { interaction: interaction.id, limit: 1 });
    if (items.length) {
      live.run(items[0]);
      return items[0];
    }
  }
  throw new Error(interaction.error?.detail ?? "It was accepted, but has not begun yet.");
}

export function startInteraction(request) {
  return api("POST", "api/interactions", { body: request, headers: { "Idempotency-Key": idempotencyKey() } });
}

/** The task that sets a value of this kind. */
export const setter = (value) => (typeof value === "number" ? "set_attributes" : "set_status");

/** What somebody typed, as the value that it looks like. */
export function typed(text) {
  if (text === "true" || text === "on" || text === "yes") return true;
  if (text === "false" || text === "off" || text === "no") return false;
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
