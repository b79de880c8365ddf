import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { current, stay } from "../route.js";
import { choices, filterOf, found } from "../filter.js";
import { STATES } from "../words.js";
import { count } from "../format.js";
import { icon } from "../icons.js";
import { api } from "../api.js";
import { say, sayError } from "../say.js";
import { DeviceDialog } from "../parts/device-dialog.js";
import { ImportDialog } from "../parts/import-dialog.js";
import { StartDialog } from "../parts/start-dialog.js";
import { ConfirmDialog } from "../parts/dialog.js";
import "../parts/device-table.js";

const STATE_CHOICES = ["online", "unreachable", "failed", "timed_out", "stale", "unknown", "disabled", "missing"];

/** Every device with its newest values, searched and filtered as one types. */
class DevicesPage extends Part {
  static properties = { filter: { state: true }, selected: { state: true } };

  #watch = new Watch(this, live, (change) => change.devices || (this.#dependsOnLive() && change.observed.size > 0));
  #kept = {};

  constructor() {
    super();
    this.filter = filterOf(current().query);
    this.selected = new Set();
    this.moved = () => current().page === "devices" && (this.filter = filterOf(current().query));
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.moved);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.moved);
  }

  #dependsOnLive() {
    return this.filter.state || /state|heard/.test(this.filter.sort);
  }

  /** Found again only when devices or filters changed. */
  #derived() {
    const kept = this.#kept;
    if (kept.version !== live.version || kept.filter !== this.filter || this.#dependsOnLive()) {
      this.#kept = { version: live.version, filter: this.filter, devices: found(live.devices.values(), this.filter) };
      this.#kept.choices = kept.version === live.version ? kept.choices : choices(live.devices.values());
    }
    return this.#kept;
  }

  #choose(values) {
    this.filter = { ...this.filter, ...values };
    stay("devices", [], this.filter);
  }

  #sort(column) {
    this.#choose({ sort: this.filter.sort === column ? `-${column}` : column });
  }

  render() {
    const { devices, choices: there } = this.#derived();
    return html`<div class="title">
        <h1>Devices</h1>
        <p class="quiet" role="status">${devices.length === live.devices.size
          ? count(live.devices.size, "device")
          : `${devices.length} of ${count(live.devices.size, "device")}`}</p>
        <div class="actions">
          <button type="button" @click=${() => DeviceDialog.open()}>${icon("add")}Add</button>
          <button type="button" @click=${() => ImportDialog.open()}>${icon("import")}Import</button>
          <a class="button" href="api/devices/export?format=csv" download="devices.csv">${icon("export")}Export</a>
        </div>
      </div>
      ${this.#filters(there)}
      ${this.selected.size ? this.#selection() : nothing}
      ${live.devices.size === 0 && live.ready
        ? html`<p class="empty">There are no devices yet. Add one, import a file, or look under <a href="#/vendors">Vendors</a> what is there.</p>`
        : html`<lamp-device-table .devices=${devices} .selected=${this.selected} .sort=${this.filter.sort || "name"}
            @sort=${(event) => this.#sort(event.detail)} @selection=${(event) => (this.selected = event.detail)}></lamp-device-table>`}`;
  }

  #filters(there) {
    const { q, state } = this.filter;
    const filtered = ["q", "type", "location", "vendor", "label", "state"].some((name) => this.filter[name]);
    return html`<div class="filters" role="search">
      <label class="search">${icon("search")}<span class="hidden">Search devices</span>
        <input type="search" placeholder="Search (press /)" .value=${q} @input=${(event) => this.#choose({ q: event.target.value })}></label>
      ${[["type", "Type"], ["location", "Location"], ["label", "Label"], ["vendor", "Vendor"]].map(([name, title]) =>
        this.#select(name, title, there[name].map((value) => [value, value])))}
      ${this.#select("state", "State", STATE_CHOICES.map((value) => [value, STATES[value][0]]), state)}
      ${filtered
        ? html`<button type="button" class="plain" @click=${() => this.#choose({ q: "", type: "", location: "", label: "", vendor: "", state: "" })}>Clear</button>`
        : nothing}
    </div>`;
  }

  #select(name, title, options) {
    return html`<select aria-label=${title} class=${this.filter[name] ? "chosen" : ""} @change=${(event) => this.#choose({ [name]: event.target.value })}>
      <option value="" ?selected=${!this.filter[name]}>${title}: any</option>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${this.filter[name] === value}>${text}</option>`)}
    </select>`;
  }

  #selection() {
    const ids = [...this.selected].filter((id) => live.devices.has(id));
    return html`<div class="selection" role="region" aria-label="Selection">
      <strong>${count(ids.length, "device")} selected</strong>
      <button type="button" class="primary" ?disabled=${ids.length > 1000} @click=${() => StartDialog.open({ target: { devices: ids } })}>${icon("run")}Start an interaction</button>
      <button type="button" @click=${() => this.#removeAll(ids)}>${icon("remove")}Delete</button>
      <button type="button" class="plain" @click=${() => (this.selected = new Set())}>Clear</button>
    </div>`;
  }

  #removeAll(ids) {
    ConfirmDialog.open({
      question: `Delete ${count(ids.length, "device")}?`,
      text: "What was observed of them stays stored. This cannot be undone.",
      label: "Delete",
      work: async () => {
        for (const id of ids) await api("DELETE", `api/devices/${id}`, { headers: { "If-Match": `"${live.devices.get(id).version}"` } }).catch(sayError);
        this.selected = new Set();
        say(`Deleted ${count(ids.length, "device")}.`);
      },
    });
  }
}

customElements.define("lamp-devices-page", DevicesPage);
