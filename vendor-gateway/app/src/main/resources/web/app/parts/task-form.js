import { html, nothing } from "lit";
import { Part } from "../page.js";
import { live } from "../live.js";
import { get } from "../api.js";
import { choices } from "../filter.js";
import { typed } from "../control.js";
import { count, words } from "../format.js";
import { field } from "./dialog.js";

let tasks;

/** The tasks that there are; asked for once, since they are part of the deployment. */
export function allTasks() {
  return (tasks ??= get("api/tasks").then(({ items }) => items, (failure) => {
    tasks = undefined;
    throw failure;
  }));
}

/** What is to be done to which devices: the part that starting an interaction and editing a schedule have in common. */
class TaskForm extends Part {
  static properties = { task: {}, target: { attribute: false }, given: { attribute: false }, failure: { attribute: false }, tasks: { state: true }, groups: { state: true }, kind: { state: true } };

  constructor() {
    super();
    this.tasks = [];
    this.groups = [];
    this.given = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.task ??= "pull_all";
    this.kind = kindOf(this.target);
    allTasks().then((all) => (this.tasks = all), () => undefined);
    get("api/groups", { limit: 1000 }).then(({ items }) => (this.groups = items), () => undefined);
  }

  about() {
    return this.tasks.find(({ name }) => name === this.task);
  }

  /** The request as far as it is this form's. */
  read() {
    const values = new FormData(this.closest("form"));
    return { task: this.task, target: this.#target(values), arguments: this.#arguments(values) };
  }

  #target(values) {
    const confirm = values.has("confirm") || undefined;
    if (this.kind === "devices") return { devices: this.target.devices };
    if (this.kind === "group") return { group: values.get("group") || undefined };
    if (this.kind === "all") return { selector: {}, confirm };
    if (this.kind === "failedOf") return this.target;
    const selector = Object.fromEntries(["vendor", "type", "expression"].map((name) => [name, values.get(name)?.trim() || undefined]));
    return { selector, confirm };
  }

  #arguments(values) {
    if (this.#setsOneValue()) return { ...this.given, name: values.get("argument-name") || undefined, value: typed(values.get("argument-value")) };
    const text = values.get("arguments")?.trim();
    if (!text) return {};
    try {
      return JSON.parse(text);
    } catch {
      throw Object.assign(new Error("The arguments are not JSON."), { violations: [], of: (name) => (name === "arguments" ? "must be a JSON object" : undefined) });
    }
  }

  #setsOneValue() {
    return this.task === "set_status" || this.task === "set_attributes";
  }

  render() {
    const about = this.about();
    const { failure } = this;
    return html`<div class="fields">
      ${field({ label: "Task", name: "task", failure, hint: about?.description, wide: true }, ({ id, describedBy }) => html`<select id=${id} aria-describedby=${describedBy} @change=${(event) => (this.task = event.target.value)}>
        ${(this.tasks.length ? this.tasks.map(({ name }) => name) : [this.task]).map((name) => html`<option value=${name} ?selected=${name === this.task}>${words(name)}</option>`)}</select>`)}
      ${this.#setsOneValue()
        ? html`${field({ label: "Name", name: "arguments.name", failure, hint: "of the status or attribute" }, ({ id, describedBy, invalid }) => html`<input id=${id} name="argument-name" aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off" .value=${this.given.name ?? (this.task === "set_status" ? "on" : "")}>`)}
          ${field({ label: "Value", name: "arguments.value", failure, hint: "on, off, a number or a text" }, ({ id, describedBy, invalid }) => html`<input id=${id} name="argument-value" aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off" .value=${this.given.value === undefined ? "" : String(this.given.value)}>`)}`
        : Object.keys(about?.arguments?.properties ?? {}).length || Object.keys(this.given).length
          ? field({ label: "Arguments", name: "arguments", failure, wide: true, hint: `JSON; may have ${Object.keys(about?.arguments?.properties ?? {}).join(", ")}` }, ({ id, describedBy, invalid }) => html`<textarea id=${id} name="arguments" rows="4" spellcheck="false" aria-describedby=${describedBy} aria-invalid=${invalid} .value=${Object.keys(this.given).length ? JSON.stringify(this.given, null, 2) : ""}></textarea>`)
          : nothing}
      ${this.#targets(about)}
    </div>`;
  }

  #targets(about) {
    const { failure } = this;
    const kinds = [["devices", this.target?.devices && count(this.target.devices.length, "chosen device")], ["failedOf", this.target?.failedOf && "What failed before"], ["selector", "Devices of a kind"], ["group", this.groups.length && "A group"], ["all", "Every device"]].filter(([, text]) => text);
    const there = choices(live.devices.values());
    const list = (name, label, options, value) => field({ label, name: `target.selector.${name}`, failure }, ({ id, describedBy }) => html`<select id=${id} name=${name} aria-describedby=${describedBy}><option value="">any</option>${options.map((each) => html`<option ?selected=${each === value}>${each}</option>`)}</select>`);
    const selector = this.target?.selector ?? {};
    const labels = [...Object.entries(selector.labels ?? {}).map(([key, value]) => `${key}=${value}`), selector.expression].filter(Boolean).join(",");
    return html`<fieldset class="wide" data-field="target"><legend>Against</legend>
        ${kinds.map(([kind, text]) => html`<label class="check"><input type="radio" name="kind" .checked=${this.kind === kind} @change=${() => (this.kind = kind)}> ${text}</label>`)}
        ${failure?.of?.("target") ? html`<small class="wrong">It ${failure.of("target")}</small>` : nothing}
      </fieldset>
      ${this.kind === "selector" ? html`${list("type", "Type", there.type, selector.type)}${list("vendor", "Vendor", there.vendor, selector.vendor)}
        ${field({ label: "Labels", name: "target.selector.expression", failure, wide: true, hint: "such as room in (kitchen,hall), !retired" }, ({ id, describedBy, invalid }) => html`<input id=${id} name="expression" aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off" .value=${labels}>`)}` : nothing}
      ${this.kind === "group" ? field({ label: "Group", name: "target.group", failure, wide: true }, ({ id, describedBy }) => html`<select id=${id} name="group" aria-describedby=${describedBy}>${this.groups.map(({ name }) => html`<option ?selected=${name === this.target?.group}>${name}</option>`)}</select>`) : nothing}
      ${about?.changes && (this.kind === "all" || this.kind === "selector") ? html`<label class="check wide"><input type="checkbox" name="confirm"> Yes, even if that is every device</label>` : nothing}`;
  }
}

function kindOf(target) {
  if (target?.devices) return "devices";
  if (target?.group) return "group";
  if (target?.failedOf) return "failedOf";
  const { vendor, type, labels, expression } = target?.selector ?? {};
  return vendor || type || expression || Object.keys(labels ?? {}).length || !target ? "selector" : "all";
}

customElements.define("lamp-task-form", TaskForm);
