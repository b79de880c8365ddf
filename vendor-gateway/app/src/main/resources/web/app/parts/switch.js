import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { startRun } from "../control.js";
import { say } from "../say.js";
import { ENDED, FAILED, STATES, why } from "../words.js";

/** Turns a device on and off; shows what the device reported, and beside it what is wanted until that is confirmed. */
export class DeviceSwitch extends Part {
  static properties = { device: { attribute: false }, value: { attribute: false }, run: { state: true }, asking: { state: true } };

  #watch = new Watch(this, live, (change) => this.run && change.runs.has(this.run.id));

  willUpdate(changed) {
    if (changed.has("device") && changed.get("device") && changed.get("device").id !== this.device.id) {
      this.run = this.asking = undefined;
    }
    const run = this.run && live.runs.get(this.run.id);
    if (run && ENDED.has(run.state)) this.#ended(run);
  }

  #ended(run) {
    this.run = this.asking = undefined;
    if (FAILED.has(run.state)) say(`${this.device.name}: ${why(run) || STATES[run.state][0]}`, "bad");
    if (run.state === "acknowledged") say(`${this.device.name}: the vendor took it, but could not confirm it.`, "warn");
  }

  async #toggle(event) {
    event.stopPropagation();
    if (this.asking !== undefined) return;
    const device = this.device;
    this.asking = !this.value;
    live.attend(device.id, "controlling");
    try {
      this.run = await startRun(device.id, "set_status", { name: "on", value: this.asking });
      this.requestUpdate();
    } catch (failure) {
      this.asking = undefined;
      say(`${device.name}: ${failure.message}`, "bad");
    } finally {
      live.attend(device.id, location.hash.includes(device.id) ? "viewing" : undefined);
    }
  }

  render() {
    if (typeof this.value !== "boolean") return nothing;
    const pending = this.asking !== undefined;
    const text = pending ? (this.asking ? "turning on…" : "turning off…") : this.value ? "on" : "off";
    return html`<button type="button" role="switch" class="switch" aria-checked=${String(this.value)} aria-busy=${String(pending)}
      aria-label="${this.device.name}: ${text}" title=${pending ? `reported ${this.value ? "on" : "off"}, ${text}` : nothing}
      ?disabled=${!this.device.enabled} @click=${this.#toggle}><i></i><span>${text}</span></button>`;
  }
}

customElements.define("lamp-switch", DeviceSwitch);
