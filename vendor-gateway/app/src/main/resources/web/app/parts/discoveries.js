import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { api, get } from "../api.js";
import { href } from "../route.js";
import { ago, count } from "../format.js";
import { say, sayError } from "../say.js";
import { badge } from "./badges.js";

/** The inbox of one vendor: which devices it says there are, to be added or ignored. */
class Discoveries extends Part {
  static properties = { vendor: { attribute: false }, items: { state: true }, busy: { state: true }, all: { state: true } };

  #watch = new Watch(this, live, (change) => change.devices);

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  #load() {
    return get(`api/vendors/${this.vendor.vendor}/discoveries`, { limit: 1000 }).then(({ items }) => (this.items = items), sayError);
  }

  async #discover(event) {
    event.preventDefault();
    const { account, at } = Object.fromEntries(new FormData(event.target));
    this.busy = true;
    try {
      const { items } = await api("POST", `api/vendors/${this.vendor.vendor}/discover`, { body: { account: account || undefined, at } });
      say(`${count(items.length, "device")} found at ${at}.`);
      await this.#load();
    } catch (failure) {
      sayError(failure);
    } finally {
      this.busy = false;
    }
  }

  #decide(method, item, path, told) {
    return api(method, `api/vendors/${item.vendor}/discoveries/${item.id}/${path}`, path === "accept" ? { body: {} } : {})
      .then(() => say(`${told} ${item.name}.`), sayError)
      .then(() => this.#load());
  }

  async #acceptAll(items) {
    for (const item of items) await this.#decide("POST", item, "accept", "Added");
  }

  render() {
    const items = this.items ?? [];
    const fresh = items.filter(({ state }) => state === "found");
    const shown = this.all ? items : fresh;
    const { accounts = [] } = this.vendor;
    return html`<form class="discover" @submit=${this.#discover}>
        <label>Look at <input name="at" required placeholder="host:port" autocomplete="off"></label>
        ${accounts.length > 1 ? html`<label>with <select name="account">${accounts.map(({ name }) => html`<option>${name}</option>`)}</select></label>` : nothing}
        <button ?disabled=${this.busy}>${this.busy ? "Looking…" : "Discover"}</button>
      </form>
      ${items.length ? html`<div class="row" role="status"><b>${count(fresh.length, "device")} to decide on</b><span>
          <label class="check"><input type="checkbox" .checked=${!!this.all} @change=${(event) => (this.all = event.target.checked)}> show all ${items.length}</label>
          ${fresh.length > 1 ? html`<button type="button" @click=${() => this.#acceptAll(fresh)}>Add all</button>` : nothing}</span></div>
        <ul class="found">${shown.map((item) => this.#item(item))}</ul>` : nothing}`;
  }

  #item(item) {
    return html`<li><span>${item.deviceId ? html`<a href=${href("devices", [item.deviceId])}>${item.name}</a>` : item.name}
        <small class="quiet">${item.type} · ${Object.values(item.vendorIds).join(", ")} · found ${ago(item.lastFoundAt)}</small></span>
      <span class="buttons">${item.state === "found" ? html`<button type="button" aria-label="Add ${item.name}" @click=${() => this.#decide("POST", item, "accept", "Added")}>Add</button>
          <button type="button" class="plain" aria-label="Ignore ${item.name}" @click=${() => this.#decide("POST", item, "ignore", "Ignored")}>Ignore</button>` : nothing}
        ${item.state === "ignored" ? html`${badge("ignored", item.ignoredBy ? `by ${item.ignoredBy}` : "")} <button type="button" class="plain" aria-label="Take ${item.name} back" @click=${() => this.#decide("DELETE", item, "ignore", "Took back")}>Take back</button>` : nothing}
        ${item.state === "accepted" ? badge("accepted") : nothing}</span></li>`;
  }
}

customElements.define("lamp-discoveries", Discoveries);
