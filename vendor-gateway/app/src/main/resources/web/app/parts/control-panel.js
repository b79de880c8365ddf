import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { api, get } from "../api.js";
import { setter, startRun, typed } from "../control.js";
import { reading, shortTime, words } from "../format.js";
import { say, sayError } from "../say.js";
import { icon } from "../icons.js";
import { badge } from "./badges.js";
import { why } from "../words.js";
import "./run-progress.js";
import "./switch.js";

/** Sets values of a device: what is wanted beside what the device reports, and how far each asking has come. */
class ControlPanel extends Part {
  static properties = { device: { attribute: false }, runs: { state: true }, wanted: { state: true }, failure: { state: true } };

  #watch = new Watch(this, live, (change) => change.observed.has(this.device?.id));

  constructor() {
    super();
    this.runs = [];
    this.wanted = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#wantedNow();
    this.timer = setInterval(() => this.#wantedNow(), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  #wantedNow() {
    return get("api/ensures", { device: this.device.id }).then(({ items }) => (this.wanted = items), () => undefined);
  }

  async #start(task, args) {
    this.failure = undefined;
    try {
      this.runs = [await startRun(this.device.id, task, args), ...this.runs].slice(0, 3);
    } catch (failure) {
      this.failure = failure;
    }
  }

  async #set(event) {
    event.preventDefault();
    const values = new FormData(event.target);
    const name = values.get("name").trim();
    const value = typed(values.get("value"));
    if (!name) return;
    if (!values.has("keep")) {
      await this.#start(setter(value), { name, value });
      return;
    }
    this.failure = undefined;
    try {
      await api("POST", "api/ensures", { body: { deviceId: this.device.id, name, value } });
      say(`${words(name)} is kept at ${reading({ name, value })} from now on.`);
      await this.#wantedNow();
    } catch (failure) {
      this.failure = failure;
    }
  }

  #withdraw(ensure) {
    return api("DELETE", `api/ensures/${ensure.id}`).then(() => this.#wantedNow()).catch(sayError);
  }

  render() {
    const { device } = this;
    const on = live.of(device.id).get("on");
    return html`<section class="card" aria-labelledby="control-title" @focusin=${() => live.attend(device.id, "controlling")} @focusout=${() => live.attend(device.id, "viewing")}>
      <div class="row"><h2 id="control-title">Control</h2>
        <button type="button" ?disabled=${!device.enabled} @click=${() => this.#start("pull_all", {})}>${icon("again")}Read now</button></div>
      ${device.enabled ? nothing : html`<p class="quiet">It is disabled: no task is run against it.</p>`}
      ${on ? html`<div class="row setting"><span>Power switch <small class="quiet">reported ${reading(on)} at ${shortTime(on.at)}</small></span>
        <lamp-switch .device=${device} .value=${on.value}></lamp-switch></div>` : nothing}
      ${this.wanted.map((ensure) => this.#ensure(ensure))}
      <form class="set" @submit=${this.#set}>
        <label>Set <input name="name" list="settable" required maxlength="100" autocomplete="off" placeholder="name" value=${on ? "on" : nothing}></label>
        <datalist id="settable">${[...live.of(device.id).keys()].map((name) => html`<option value=${name}></option>`)}</datalist>
        <label>to <input name="value" required autocomplete="off" placeholder="value" size="8"></label>
        <label class="check"><input type="checkbox" name="keep"> and keep it so</label>
        <button class="primary" ?disabled=${!device.enabled}>Set</button>
      </form>
      ${this.failure ? html`<p class="failure" role="alert">${this.failure.message}${(this.failure.violations ?? []).map(({ field, message }) => html`<br>${field} ${message}`)}</p>` : nothing}
      ${this.runs.map((run) => html`<div class="asked"><small>${words(run.task)}${run.arguments?.name ? `: ${words(run.arguments.name)} = ${run.arguments.value}` : ""}</small>
        <lamp-run-progress .run=${run}></lamp-run-progress></div>`)}
    </section>`;
  }

  #ensure(ensure) {
    const reported = ensure.reported ? `reported ${reading({ name: ensure.name, value: ensure.reported.value })} at ${shortTime(ensure.reported.validAt)}` : "nothing reported yet";
    return html`<div class="row setting">
      <span>${words(ensure.name)} is kept at <b>${reading({ name: ensure.name, value: ensure.desired.value })}</b>
        <small class="quiet">${reported}; set ${ensure.sets}, left ${ensure.drifts} times${ensure.error ? `; ${why({ error: ensure.error })}` : ""}</small></span>
      ${badge(ensure.state)}
      <button type="button" class="plain" @click=${() => this.#withdraw(ensure)}>Stop keeping</button>
    </div>`;
  }
}

customElements.define("lamp-control-panel", ControlPanel);
