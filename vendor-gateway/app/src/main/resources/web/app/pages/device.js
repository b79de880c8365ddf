import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { href } from "../route.js";
import { labelsOf } from "../filter.js";
import { ago, byName, reading, shortTime, time, unit, words } from "../format.js";
import { icon } from "../icons.js";
import { healthBadge, watcherBadges } from "../parts/badges.js";
import { tabs } from "../parts/tabs.js";
import { DeviceDialog, removeDevice } from "../parts/device-dialog.js";
import "../parts/chart.js";
import "../parts/timeline.js";
import "../parts/control-panel.js";
import "../parts/runs.js";
import "../parts/device-history.js";
import "../parts/raw.js";

const TABS = [["overview", "Overview"], ["attributes", "Attributes"], ["statuses", "Statuses"], ["runs", "Runs"], ["history", "History"], ["raw", "Raw"]];
const FIRST = ["temperature", "power", "humidity", "brightness", "energy"];

/** One device: what it tells, what can be done to it, and what was. */
class DevicePage extends Part {
  static properties = { device: {}, tab: {}, chosen: { state: true }, range: { state: true }, gone: { state: true } };

  #watch = new Watch(this, live, (change) => change.devices || change.observed.has(this.device));

  willUpdate(changed) {
    if (changed.has("device")) {
      Object.assign(this, { chosen: undefined, range: undefined, gone: undefined });
      if (changed.get("device")) live.attend(changed.get("device"), undefined);
      live.attend(this.device, "viewing");
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.attend(this.device, undefined);
  }

  render() {
    const device = live.devices.get(this.device);
    if (!device) return html`<h1>${live.ready ? "There is no such device" : "Loading…"}</h1>${live.ready ? html`<p><a href="#/devices">To the devices</a>, or <a href=${href("devices", [this.device, "history"])}>its history</a></p>${this.tab === "history" ? html`<lamp-device-history .device=${this.device}></lamp-device-history>` : nothing}` : nothing}`;
    document.title = `${device.name} · Lamplighter`;
    return html`<nav class="path" aria-label="Where this is"><a href="#/devices">Devices</a> <span aria-hidden="true">/</span></nav>
      <div class="title"><h1>${device.name}</h1>${healthBadge(device)}${watcherBadges(device.id)}
        <div class="actions">
          <button type="button" @click=${() => DeviceDialog.open({ device })}>${icon("edit")}Change</button>
          <button type="button" @click=${() => removeDevice(device)}>${icon("remove")}Delete</button>
        </div></div>
      <p class="quiet facts">${[device.type, device.location?.name, `${device.vendor}${device.account === "default" ? "" : ` (${device.account})`}`, ...labelsOf(device), live.newest(device.id) ? `heard ${ago(live.newest(device.id))}` : "never heard"].filter(Boolean).join(" · ")}</p>
      ${tabs("Parts of the device", this.tab, TABS.map(([key, title]) => [key, title, href("devices", key === "overview" ? [device.id] : [device.id, key])]))}
      ${this.#tab(device)}`;
  }

  #tab(device) {
    switch (this.tab) {
      case "attributes":
        return this.#readings(device, "attribute");
      case "statuses":
        return this.#readings(device, "status");
      case "runs":
        return html`<lamp-runs .device=${device.id}></lamp-runs>`;
      case "history":
        return html`<lamp-device-history .device=${device.id}></lamp-device-history>`;
      case "raw":
        return html`<lamp-raw .device=${device.id}></lamp-raw>`;
      default:
        return this.#overview(device);
    }
  }

  #of(device, kind) {
    return [...live.of(device.id).values()].filter((each) => each.kind === kind).sort((one, other) => byName(one.name, other.name));
  }

  #overview(device) {
    const attributes = this.#of(device, "attribute");
    const statuses = this.#of(device, "status");
    const first = FIRST.find((name) => attributes.some((each) => each.name === name)) ?? attributes[0]?.name;
    const name = this.chosen ?? first;
    return html`<div class="columns">
      <section class="card" aria-labelledby="chart-title">
        <h2 id="chart-title" class="hidden">Values over time</h2>
        ${attributes.length === 0 ? html`<p class="empty">It has told no attribute yet.</p>` : html`
          <div class="chips" role="group" aria-label="Series shown">${attributes.map((each) => html`<button type="button" aria-pressed=${String(each.name === name)} @click=${() => (this.chosen = each.name)}>
            <small>${words(each.name)}</small> ${reading(each)}</button>`)}</div>
          <lamp-chart .device=${device.id} .name=${name} @range=${(event) => (this.range = event.detail)}></lamp-chart>`}
        ${statuses.map((each) => html`<lamp-timeline .device=${device.id} .name=${each.name} .range=${this.range ?? (attributes.length ? undefined : this.#day())}></lamp-timeline>`)}
      </section>
      <div>
        <lamp-control-panel .device=${device}></lamp-control-panel>
        <section class="card" aria-labelledby="about-title"><h2 id="about-title">About</h2>${this.#about(device)}</section>
      </div>
    </div>`;
  }

  #day() {
    const now = Math.floor(Date.now() / 60000) * 60;
    return (this.lastDay ??= [now - 86400, now]);
  }

  #about(device) {
    const { location = {} } = device;
    const rows = [
      ...Object.entries(device.vendorIds),
      ["coordinates", location?.latitude === undefined || location?.latitude === null ? undefined : `${location.latitude}, ${location.longitude}`],
      ["time zone", location?.timeZone],
      ["registered", time(device.createdAt)],
      ["changed", `${time(device.updatedAt)} by ${device.updatedBy}`],
      ["part of", device.parentId && html`<a href=${href("devices", [device.parentId])}>${live.name(device.parentId)}</a>`],
      ["id", html`<code>${device.id}</code>`],
    ];
    return html`<dl class="pairs">${rows.filter(([, value]) => value).map(([key, value]) => html`<dt>${key}</dt><dd>${value}</dd>`)}</dl>`;
  }

  #readings(device, kind) {
    const all = this.#of(device, kind);
    if (all.length === 0) return html`<p class="empty">It has told no ${kind} yet.</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Newest values"><table>
      <thead><tr><th>Name</th><th>Value</th>${kind === "attribute" ? html`<th>Units (UCUM)</th>` : nothing}<th>Held at the device at</th><th>Stored at</th></tr></thead>
      <tbody>${all.map((each) => html`<tr>
        <td>${words(each.name)}</td><td class="number">${reading(each)}</td>${kind === "attribute" ? html`<td title=${unit(each.units)}>${each.units ?? "–"}</td>` : nothing}
        <td>${shortTime(each.validAt)}</td><td>${shortTime(each.recordedAt)}</td></tr>`)}</tbody></table></div>
      ${kind === "status" ? html`<section class="card"><h2>The last 24 hours</h2>${all.map((each) => html`<lamp-timeline .device=${device.id} .name=${each.name} .range=${this.#day()}></lamp-timeline>`)}</section>` : nothing}`;
  }
}

customElements.define("lamp-device-page", DevicePage);
