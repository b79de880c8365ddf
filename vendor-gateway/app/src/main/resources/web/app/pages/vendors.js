import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { href } from "../route.js";
import { ago, count, duration, number, words } from "../format.js";
import "../parts/discoveries.js";

/** The vendors: how they are doing, what their accounts may still ask of them, and which devices they say there are. */
class VendorsPage extends Part {
  #watch = new Watch(this, live, (change) => change.devices || change.vendors);

  connectedCallback() {
    super.connectedCallback();
    live.followVendors();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.leaveVendors();
  }

  render() {
    const vendors = [...(live.vendors?.values() ?? [])].sort((one, other) => one.title.localeCompare(other.title));
    return html`<div class="title"><h1>Vendors</h1></div>
      <div class="vendors">${vendors.map((vendor) => this.#vendor(vendor))}</div>`;
  }

  #vendor(vendor) {
    const trouble = vendor.unreachable > 0;
    return html`<section class="card" aria-labelledby="vendor-${vendor.vendor}" data-vendor=${vendor.vendor}>
      <div class="row"><h2 id="vendor-${vendor.vendor}">${vendor.title}</h2><span class="badge ${trouble ? "bad" : vendor.reachable ? "good" : "quiet"}">${trouble ? `${vendor.unreachable} unreachable` : vendor.reachable ? "reachable" : "idle"}</span></div>
      <p class="quiet">${vendor.vendor}, driver ${vendor.driver} ${vendor.version ?? ""} · ${count(vendor.devices, "device")}, ${vendor.reachable} reachable · ${count(vendor.inFlight, "call")} under way</p>
      <p class="tags">${vendor.capabilities.map((each) => html`<span class="tag">${words(each)}</span>`)}</p>
      ${vendor.lastError ? html`<p class="bad">${ago(vendor.lastError.at)}: ${vendor.lastError.detail} ${vendor.lastError.deviceId ? html`(<a href=${href("devices", [vendor.lastError.deviceId])}>${live.name(vendor.lastError.deviceId)}</a>)` : nothing}</p>` : nothing}
      ${vendor.accounts?.length ? this.#accounts(vendor.accounts) : nothing}
      ${vendor.capabilities.includes("discover") ? html`<lamp-discoveries .vendor=${vendor}></lamp-discoveries>` : nothing}
    </section>`;
  }

  #accounts(accounts) {
    return html`<table><caption class="hidden">Accounts</caption><thead><tr><th>Account</th><th>Devices</th><th>Budget of calls</th><th>Waiting</th><th>Connections</th></tr></thead>
      <tbody>${accounts.map((account) => html`<tr><td>${account.name}${account.openCircuits ? html` <span class="badge warn">${account.openCircuits} left alone</span>` : nothing}</td>
        <td>${account.devices}</td><td>${this.#budget(account)}</td><td>${account.waiting}</td><td>${account.subscriptions}</td></tr>`)}</tbody></table>`;
  }

  #budget({ calls, per, available, pausedUntil }) {
    if (pausedUntil) return html`<span class="badge warn">paused, goes on ${ago(pausedUntil)}</span>`;
    if (!calls) return "none";
    return html`<meter min="0" max=${calls} low=${calls * 0.2} .value=${available} aria-label="Calls left"></meter> ${number(available)} of ${number(calls)} a ${duration(per)}`;
  }
}

customElements.define("lamp-vendors-page", VendorsPage);
