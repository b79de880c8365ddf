import { html } from "lit";
import { Part } from "../page.js";
import { get } from "../api.js";
import { icon } from "../icons.js";

/** What the services know of a device, unadorned: what its vendor answered last, and the newest observations. */
class Raw extends Part {
  static properties = { device: {}, answers: { state: true }, failure: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    try {
      const [latest, runs, device] = await Promise.all([
        get("api/observations/latest", { device: this.device, limit: 1000 }),
        get("api/runs", { device: this.device, limit: 1 }),
        get(`api/devices/${this.device}`),
      ]);
      this.answers = [["What its last run brought", runs.items[0] ?? null], ["Newest observations", latest.items], ["The device in the registry", device]];
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure;
    }
  }

  render() {
    if (this.failure) return html`<p class="failure" role="alert">${this.failure.message}</p>`;
    return html`<div class="row"><button type="button" @click=${this.#load}>${icon("again")}Ask again</button></div>
      ${(this.answers ?? []).map(([title, answer]) => html`<section class="card"><h2>${title}</h2><pre tabindex="0">${JSON.stringify(answer, null, 2)}</pre></section>`)}`;
  }
}

customElements.define("lamp-raw", Raw);
