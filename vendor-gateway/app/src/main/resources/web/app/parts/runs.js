import { html, nothing } from "lit";
import { List } from "./list.js";
import { live } from "../live.js";
import { href } from "../route.js";
import { reading, shortTime, span, time, words } from "../format.js";
import { FAILED, why } from "../words.js";
import { badge } from "./badges.js";

/** Runs of a device or an interaction, newest first; each changes as the feed tells. */
class Runs extends List {
  static properties = { ...List.properties, device: {}, interaction: {}, state: { state: true } };

  constructor() {
    super();
    this.state = "";
    this.heard = ({ detail }) => this.#heard(detail.runs);
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
  }

  updated(changed) {
    if (changed.get("device") || changed.get("interaction")) this.reload();
  }

  path() {
    return "api/runs";
  }

  query() {
    return { limit: 50, device: this.device, interaction: this.interaction, state: this.state };
  }

  #heard(runs) {
    if (!this.items) return;
    const mine = [...runs.values()].filter((run) => (this.device ? run.deviceId === this.device : run.interactionId === this.interaction));
    if (mine.length === 0) return;
    const known = new Map(this.items.map((run) => [run.id, run]));
    const fresh = mine.filter((run) => !known.has(run.id) && !this.state && !this.next);
    const newer = (run) => (runs.get(run.id)?.version > run.version ? runs.get(run.id) : run);
    this.items = [...(this.device ? mine.filter((run) => !known.has(run.id) && !this.state) : fresh), ...this.items.map(newer)].slice(0, 500);
  }

  #choose(event) {
    this.state = event.target.value;
    this.reload();
  }

  render() {
    return html`<div class="row"><select aria-label="State of the runs" @change=${this.#choose}>
        ${[["", "every state"], ["succeeded", "done"], ["failed", "failed"], ["timed_out", "no answer in time"], ["dispatched", "sent"], ["cancelled", "cancelled"]].map(([value, text]) => html`<option value=${value} ?selected=${this.state === value}>${text}</option>`)}
      </select></div>
      ${this.listed(() => html`<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table>
        <thead><tr>${this.device ? nothing : html`<th>Device</th>`}<th>Task</th><th>State</th><th>Asked</th><th>Took</th><th>What came of it</th><th>By</th></tr></thead>
        <tbody>${this.items.map((run) => this.#row(run))}</tbody></table></div>`, "No runs.")}`;
  }

  #row(run) {
    const named = run.arguments?.name === undefined ? "" : `: ${words(run.arguments.name)} = ${run.arguments.value}`;
    return html`<tr>
      ${this.device ? nothing : html`<td><a href=${href("devices", [run.deviceId])}>${live.name(run.deviceId)}</a></td>`}
      <td><a href=${href("interactions", [run.interactionId])}>${words(run.task)}</a>${named}</td>
      <td>${badge(run.state)}</td>
      <td title=${time(run.dueAt)}>${shortTime(run.dueAt)}</td>
      <td>${run.durationMillis === undefined || run.durationMillis === null ? "–" : span(run.durationMillis / 1000)}${run.attempts > 1 ? html` <small class="quiet">${run.attempts} attempts</small>` : nothing}</td>
      <td class="result">${FAILED.has(run.state) ? why(run) : this.#result(run)}</td>
      <td>${run.requestedBy ?? "–"}</td>
    </tr>`;
  }

  #result({ result }) {
    const read = result?.observations ?? [];
    return read.slice(0, 4).map((each) => `${words(each.name)} ${reading(each)}`).join(", ") + (read.length > 4 ? `, and ${read.length - 4} more` : "");
  }
}

customElements.define("lamp-runs", Runs);
