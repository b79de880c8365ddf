import { html, nothing } from "lit";
import { Dialog, field, ConfirmDialog } from "./dialog.js";
import { live } from "../live.js";
import { api, get, idempotencyKey } from "../api.js";
import { choices } from "../filter.js";
import { say } from "../say.js";
import { go } from "../route.js";

/** Adds a device, or changes one: never what somebody else has changed in the meantime. */
export class DeviceDialog extends Dialog {
  static tag = "lamp-device-dialog";
  static properties = { ...Dialog.properties, vendor: { state: true }, vendors: { state: true } };

  size = "wide";

  connectedCallback() {
    super.connectedCallback();
    this.vendor = this.device?.vendor ?? this.draft?.vendor ?? "";
    this.vendors = [];
    get("api/vendors").then(({ items }) => (this.vendors = items), () => undefined);
  }

  heading() {
    return this.device ? `Change ${this.device.name}` : "Add a device";
  }

  body() {
    const device = this.device ?? this.draft ?? {};
    const there = choices(live.devices.values());
    const { failure } = this;
    const text = (label, name, value, more = {}) =>
      field({ label, name, failure, ...more }, ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} .value=${value ?? ""}
        aria-describedby=${describedBy} aria-invalid=${invalid} ?required=${more.required} list=${more.list ? `list-${name}` : nothing} inputmode=${more.inputmode ?? nothing} autocomplete="off">
        ${more.list ? html`<datalist id="list-${name}">${more.list.map((each) => html`<option value=${each}></option>`)}</datalist>` : nothing}`);
    return html`<div class="fields">
      ${text("Name", "name", device.name, { required: true })}
      ${text("Type", "type", device.type, { required: true, list: there.type, hint: "such as plug or thermometer" })}
      ${field({ label: "Vendor", name: "vendor", failure }, ({ id, describedBy, invalid }) => html`<input id=${id} name="vendor" .value=${this.vendor} list="list-vendor" required
        aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off" @input=${(event) => (this.vendor = event.target.value)}>
        <datalist id="list-vendor">${this.vendors.map(({ vendor, title }) => html`<option value=${vendor}>${title}</option>`)}</datalist>`)}
      ${text("Account", "account", device.account ?? "default", { list: this.#accounts() })}
      ${text("Location", "location.name", device.location?.name, { list: there.location, hint: "the room or place" })}
      ${text("Time zone", "location.timeZone", device.location?.timeZone, { list: Intl.supportedValuesOf("timeZone") })}
      ${text("Latitude", "location.latitude", device.location?.latitude, { inputmode: "decimal", hint: "degrees north, such as 41.9" })}
      ${text("Longitude", "location.longitude", device.location?.longitude, { inputmode: "decimal", hint: "degrees east, such as 12.5" })}
      ${this.#vendorIds(device)}
      ${this.#pairs("Labels", "labels", device.labels, "one a line, such as room: kitchen")}
      <label class="check wide"><input type="checkbox" name="enabled" .checked=${device.enabled ?? true}> Enabled: tasks are run against it</label>
    </div>`;
  }

  #accounts() {
    return this.vendors.find(({ vendor }) => vendor === this.vendor)?.accounts?.map(({ name }) => name) ?? [];
  }

  /** The vendor's driver knows which ids it needs; where none is known, any may be given. */
  #vendorIds(device) {
    const about = this.vendors.find(({ vendor }) => vendor === this.vendor);
    const needs = about ? `needs ${about.vendorIds.join(", ")}${about.optionalVendorIds?.length ? `; may have ${about.optionalVendorIds.join(", ")}` : ""}` : "one a line, such as address: 192.168.1.20";
    const ids = device.vendorIds ?? Object.fromEntries((about?.vendorIds ?? []).map((name) => [name, ""]));
    return this.#pairs("Vendor ids", "vendorIds", ids, needs);
  }

  #pairs(label, name, pairs, hint) {
    const value = Object.entries(pairs ?? {}).map(([key, each]) => `${key}: ${each}`).join("\n");
    return field({ label, name, failure: this.failure, hint }, ({ id, describedBy, invalid }) => html`<textarea id=${id} name=${name} rows="3"
      aria-describedby=${describedBy} aria-invalid=${invalid} spellcheck="false" .value=${value}></textarea>`);
  }

  actions() {
    return html`${this.device ? html`<button type="button" class="danger left" @click=${this.#remove}>Delete</button>` : nothing}
      <button type="button" @click=${this.close}>Cancel</button>
      <button class="primary" ?disabled=${this.busy}>${this.device ? "Save" : "Add"}</button>`;
  }

  submit() {
    return this.attempt(async () => {
      const body = this.#read();
      const saved = this.device
        ? await api("PUT", `api/devices/${this.device.id}`, { body, headers: { "If-Match": `"${this.device.version}"` } })
        : await api("POST", "api/devices", { body, headers: { "Idempotency-Key": (this.key ??= idempotencyKey()) } });
      say(`${this.device ? "Changed" : "Added"} ${saved.name}.`);
      this.close();
    });
  }

  #read() {
    const values = new FormData(this.querySelector("form"));
    const text = (name) => values.get(name)?.trim() || undefined;
    const location = { name: text("location.name"), latitude: degrees(text("location.latitude")), longitude: degrees(text("location.longitude")), timeZone: text("location.timeZone") };
    return {
      name: text("name"),
      type: text("type"),
      vendor: text("vendor"),
      account: text("account"),
      vendorIds: pairs(text("vendorIds")),
      location: Object.values(location).some((value) => value !== undefined) ? location : undefined,
      labels: pairs(text("labels")),
      enabled: values.has("enabled"),
      metadata: this.device?.metadata,
      parentId: this.device?.parentId,
    };
  }

  #remove() {
    const { device } = this;
    this.close();
    removeDevice(device);
  }
}

/** Asks, then deletes. */
export function removeDevice(device) {
  ConfirmDialog.open({
    question: `Delete ${device.name}?`,
    text: "What was observed of it stays stored. This cannot be undone.",
    label: "Delete",
    work: async () => {
      await api("DELETE", `api/devices/${device.id}`, { headers: { "If-Match": `"${device.version}"` } });
      say(`Deleted ${device.name}.`);
      if (location.hash.includes(device.id)) go("devices");
    },
  });
}

function pairs(text = "") {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf(":");
    return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}

/** What is no number goes to the service as it is, which says what is wrong with it. */
function degrees(text) {
  if (text === undefined) return undefined;
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : text;
}

customElements.define(DeviceDialog.tag, DeviceDialog);
