import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { Part } from "../page.js";
import { live } from "../live.js";
import { href } from "../route.js";
import { ago, reading, time, words } from "../format.js";
import { icon } from "../icons.js";
import { healthBadge, watcherBadges } from "./badges.js";
import { DeviceDialog } from "./device-dialog.js";
import "./switch.js";

const COLUMNS = [["name", "Name"], ["state", "State"], ["location", "Location"], [null, "Newest values"], [null, "Control"], ["vendor", "Vendor"], ["heard", "Heard"]];
const FIRST = ["temperature", "humidity", "power", "energy", "brightness", "voltage", "current"];
const SHOWN = 3;

/** Only the rows in sight are in the document, and only what changed between two frames is drawn again. */
class DeviceTable extends Part {
  static properties = { devices: { attribute: false }, selected: { attribute: false }, sort: {} };

  #narrow = window.matchMedia("(max-width: 760px)");

  /** Counts the moments at which "5 sec ago" is told anew. */
  ticks = 0;

  constructor() {
    super();
    this.heard = ({ detail }) => {
      if (this.rows?.some(({ index }) => this.#touched(detail, this.devices[index]))) this.requestUpdate();
    };
    this.resized = () => {
      this.virtual?.measure();
      this.requestUpdate();
    };
  }

  #touched(change, device) {
    return device && (change.observed.has(device.id) || change.devices);
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
    this.#narrow.addEventListener("change", this.resized);
    this.clock = setInterval(() => {
      this.ticks++;
      this.requestUpdate();
    }, 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
    this.#narrow.removeEventListener("change", this.resized);
    clearInterval(this.clock);
    this.unmount?.();
    this.virtual = undefined;
  }

  #options() {
    return {
      count: this.devices.length,
      getScrollElement: () => this.querySelector(".rows"),
      estimateSize: () => (this.#narrow.matches ? 92 : 46),
      getItemKey: this.keyOf,
      overscan: 6,
      initialRect: { width: 1000, height: 800 },
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.requestUpdate(),
    };
  }

  willUpdate(changed) {
    if (changed.has("devices")) this.#rekey(this.devices);
    if (!this.virtual) {
      this.virtual = new Virtualizer(this.#options());
    } else {
      this.virtual.setOptions(this.#options());
    }
    this.rows = this.virtual.getVirtualItems();
  }

  /** The places of all rows are reckoned anew whenever this function is another. */
  #rekey(devices) {
    this.keyOf = (index) => devices[index]?.id ?? index;
  }

  updated() {
    this.unmount ??= this.virtual._didMount();
    this.virtual._willUpdate();
  }

  render() {
    const all = this.devices.length > 0 && this.devices.every(({ id }) => this.selected.has(id));
    return html`<div class="device-table" role="table" aria-label="Devices" aria-rowcount=${this.devices.length + 1} @keydown=${this.#key}>
      <div class="head" role="rowgroup"><div role="row" aria-rowindex="1">
        <span role="columnheader"><input type="checkbox" aria-label="Select all that are shown" .checked=${all} @change=${this.#selectAll}></span>
        ${COLUMNS.map(([key, title]) => this.#column(key, title))}
        <span role="columnheader"><span class="hidden">Edit</span></span>
      </div></div>
      <div class="rows" role="rowgroup" tabindex="-1" style="--length:${this.virtual.getTotalSize()}px"><div role="presentation" style="height:${this.virtual.getTotalSize()}px">
        ${repeat(this.rows, (row) => row.key, (row) => (this.devices[row.index] ? this.#kept(row, this.devices[row.index]) : nothing))}
      </div></div>
    </div>
    ${this.devices.length === 0 ? html`<p class="empty">${live.ready ? "No device fits." : "Loading…"}</p>` : nothing}`;
  }

  #column(key, title) {
    const sorted = this.sort.replace("-", "") === key;
    const direction = this.sort.startsWith("-") ? "descending" : "ascending";
    return html`<span role="columnheader" aria-sort=${sorted ? direction : nothing}>${key
      ? html`<button type="button" class="plain" @click=${() => this.dispatchEvent(new CustomEvent("sort", { detail: key }))}>${title}${sorted ? (direction === "ascending" ? " ↑" : " ↓") : ""}</button>`
      : title}</span>`;
  }

  /** While one scrolls, and when another device is heard, a row is left as it is. */
  #kept(row, device) {
    const depends = [device, live.version, live.heard(device.id), this.selected.has(device.id), row.index, row.start, row.size, this.ticks];
    return guard(depends, () => this.#row(row, device));
  }

  #row({ index, start, size }, device) {
    const chosen = this.selected.has(device.id);
    const newest = live.newest(device.id);
    return html`<div role="row" class="row ${chosen ? "chosen" : ""}" aria-rowindex=${index + 2} data-device=${device.id} style="transform:translateY(${start}px);height:${size}px">
      <span role="cell" class="pick"><input type="checkbox" aria-label="Select ${device.name}" .checked=${chosen} @change=${() => this.#select(device.id)}></span>
      <span role="cell" class="name"><a href=${href("devices", [device.id])}>${device.name}</a><small>${device.type}</small></span>
      <span role="cell" class="state">${healthBadge(device)}${watcherBadges(device.id)}</span>
      <span role="cell" class="place">${device.location?.name ?? "–"}</span>
      <span role="cell" class="values">${this.#values(device)}</span>
      <span role="cell" class="control"><lamp-switch .device=${device} .value=${live.of(device.id).get("on")?.value}></lamp-switch></span>
      <span role="cell" class="vendor">${device.vendor}</span>
      <span role="cell" class="heard" title=${newest ? time(newest) : nothing}>${newest ? ago(newest) : "–"}</span>
      <span role="cell" class="edit"><button type="button" class="plain" aria-label="Edit ${device.name}" @click=${() => DeviceDialog.open({ device })}>${icon("edit")}</button></span>
    </div>`;
  }

  /** The first values tell enough at a glance; the rest is on the page of the device. */
  #values(device) {
    const names = [...live.of(device.id).values()].filter(({ name }) => name !== "on");
    const rank = ({ name }) => (FIRST.indexOf(name) + 1 || FIRST.length + 1);
    const first = names.sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1)).slice(0, SHOWN);
    return html`${first.map((observation) => html`<span class="value" title="${words(observation.name)}, ${time(observation.at)}"><small>${words(observation.name)}</small>
      ${reading(observation)}</span>`)}${names.length > SHOWN ? html`<span class="value quiet">+${names.length - SHOWN}</span>` : nothing}`;
  }

  #select(id) {
    const next = new Set(this.selected);
    if (!next.delete(id)) next.add(id);
    this.#tell(next);
  }

  #selectAll(event) {
    this.#tell(new Set(event.target.checked ? this.devices.map(({ id }) => id) : []));
  }

  #tell(selection) {
    this.dispatchEvent(new CustomEvent("selection", { detail: selection }));
  }

  async #key(event) {
    const row = event.target.closest("[data-device]");
    if (!row || event.target.matches("select")) return;
    const at = this.devices.findIndex(({ id }) => id === row.dataset.device);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.devices[at + step]) {
      event.preventDefault();
      this.virtual.scrollToIndex(at + step);
      this.requestUpdate();
      await this.updateComplete;
      this.querySelector(`[data-device="${this.devices[at + step].id}"] a`)?.focus({ preventScroll: true });
    } else if (event.key === " " && event.target.matches("a")) {
      event.preventDefault();
      this.#select(row.dataset.device);
    }
  }
}

customElements.define("lamp-device-table", DeviceTable);
