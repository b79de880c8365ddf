import { html } from "lit";
import { List } from "./list.js";
import { shortTime, time } from "../format.js";

const ACTIONS = { create: "registered", update: "changed", delete: "deleted" };

/** Who changed what of a device, and when. */
class DeviceHistory extends List {
  static properties = { ...List.properties, device: {} };

  path() {
    return `api/devices/${this.device}/history`;
  }

  render() {
    return this.listed(() => html`<div class="scroll" tabindex="0" role="region" aria-label="History"><table>
      <thead><tr><th>When</th><th>Who</th><th>What</th><th>Changes</th></tr></thead>
      <tbody>${this.items.map((entry) => html`<tr><td title=${time(entry.at)}>${shortTime(entry.at)}</td><td>${entry.by}</td><td>${ACTIONS[entry.action] ?? entry.action}</td>
        <td>${entry.changes.map(({ field, from, to }) => html`<div><b>${field}</b> ${text(from)} → ${text(to)}</div>`)}</td></tr>`)}</tbody></table></div>`, "Nothing was changed yet.");
  }
}

function text(value) {
  if (value === null || value === undefined) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

customElements.define("lamp-device-history", DeviceHistory);
