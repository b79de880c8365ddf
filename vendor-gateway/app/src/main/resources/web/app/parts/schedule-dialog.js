import { html, nothing } from "lit";
import { Dialog, field } from "./dialog.js";
import { api } from "../api.js";
import { settings } from "../settings.js";
import { inZone, seconds, time } from "../format.js";
import { say } from "../say.js";
import "./task-form.js";

const KINDS = [["cron", "Crontab line"], ["rate", "At a fixed rate"], ["every", "After the last has ended"], ["at", "Once"]];
const EXAMPLES = [["*/5 * * * *", "every five minutes"], ["0 7 * * 1-5", "7:00 on weekdays"], ["30 22 * * *", "22:30 every day"], ["0 8 1 * *", "8:00 on the first of the month"], ["0 9 * * 1#1", "9:00 on the first Monday"], ["H * * * *", "once an hour, at a minute of its own"], ["*/10 * * * * *", "every ten seconds (six fields)"]];
const WAIT = 300;

/** Makes or changes a schedule; tells in words and times what the timing means while it is typed. */
export class ScheduleDialog extends Dialog {
  static tag = "lamp-schedule-dialog";
  static properties = { ...Dialog.properties, kind: { state: true }, preview: { state: true }, wrong: { state: true } };

  size = "wide";

  connectedCallback() {
    super.connectedCallback();
    this.kind = KINDS.map(([kind]) => kind).find((kind) => this.schedule?.[kind]) ?? "cron";
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  firstUpdated() {
    super.firstUpdated();
    this.#soon();
  }

  heading() {
    return this.schedule ? `Change ${this.schedule.name}` : "Add a schedule";
  }

  body() {
    const { schedule = {}, failure } = this;
    const text = (label, name, value, more = {}) => field({ label, name, failure, ...more }, ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} .value=${value ?? ""} type=${more.type ?? "text"}
      aria-describedby=${describedBy} aria-invalid=${invalid} list=${more.list ? `list-${name}` : nothing} autocomplete="off" spellcheck="false" @input=${this.#soon}>
      ${more.list ? html`<datalist id="list-${name}">${more.list.map((each) => html`<option value=${each}></option>`)}</datalist>` : nothing}`);
    return html`<div class="fields">
        ${text("Name", "name", schedule.name, { wide: true })}
        <fieldset class="wide"><legend>When</legend>${KINDS.map(([kind, title]) => html`<label class="check"><input type="radio" name="timing" .checked=${this.kind === kind} @change=${() => this.#choose(kind)}> ${title}</label>`)}</fieldset>
        ${this.#timing(schedule, text)}
      </div>
      ${this.#meaning()}
      <lamp-task-form .task=${schedule.task} .target=${schedule.target} .given=${schedule.arguments ?? {}} .failure=${failure}></lamp-task-form>
      <details><summary>More</summary><div class="fields">
        ${text("Timeout of each run", "timeout", schedule.timeout ? seconds(schedule.timeout) : "", { hint: "in seconds; 10 when empty" })}
        ${text("Jitter", "jitter", schedule.jitter ? seconds(schedule.jitter) : "", { hint: "in seconds: each firing comes up to so much later" })}
        ${this.#choice("Missed times", "misfire", [["", "as usual"], ["skip", "are forgotten"], ["once", "are made up for once"], ["all", "are all made up for"]], schedule.misfire)}
        ${this.#choice("When the last still runs", "overlap", [["", "as usual"], ["skip", "this time is left out"], ["queue", "this time waits"], ["allow", "both run"]], schedule.overlap)}
        <label class="check wide"><input type="checkbox" name="enabled" .checked=${schedule.enabled ?? true}> Enabled</label>
      </div></details>`;
  }

  #timing(schedule, text) {
    if (this.kind === "cron") {
      return html`${text("Crontab line", "cron", schedule.cron ?? "0 7 * * *", { hint: html`minute hour day-of-month month day-of-week; ${html`<button type="button" class="plain link" @click=${() => (this.help = !this.help) | this.requestUpdate()}>examples</button>`}` })}
        ${text("Time zone", "timeZone", schedule.timeZone ?? settings.timeZone, { list: Intl.supportedValuesOf("timeZone") })}
        ${this.help ? html`<ul class="examples wide">${EXAMPLES.map(([line, what]) => html`<li><button type="button" class="plain link" @click=${() => this.#take(line)}><code>${line}</code></button> ${what}</li>`)}</ul>` : nothing}`;
    }
    if (this.kind === "at") return text("Time", "at", local(schedule.at), { type: "datetime-local", hint: `in ${Intl.DateTimeFormat().resolvedOptions().timeZone}` });
    return text("Seconds", this.kind, schedule[this.kind] ? seconds(schedule[this.kind]) : "60", { hint: "between two firings" });
  }

  #choice(label, name, options, chosen) {
    return field({ label, name, failure: this.failure }, ({ id, describedBy }) => html`<select id=${id} name=${name} aria-describedby=${describedBy}>${options.map(([value, text]) => html`<option value=${value} ?selected=${(chosen ?? "") === value}>${text}</option>`)}</select>`);
  }

  #meaning() {
    if (this.wrong) return html`<p class="failure" role="status">${this.wrong}</p>`;
    if (!this.preview) return nothing;
    const { description, items, timeZone } = this.preview;
    const other = timeZone && timeZone !== settings.timeZone;
    return html`<div class="preview" role="status"><p><b>${description}</b></p>
      <ol>${items.map((at) => html`<li>${time(at)}${other ? html` <small class="quiet">${inZone(at, timeZone)} there</small>` : nothing}</li>`)}</ol></div>`;
  }

  #choose(kind) {
    this.kind = kind;
    this.updateComplete.then(() => this.#soon());
  }

  #take(line) {
    this.querySelector("[name=cron]").value = line;
    this.#soon();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#look(), WAIT);
  }

  async #look() {
    const asked = (this.asked = {});
    try {
      const timing = this.#when(new FormData(this.querySelector("form")));
      const preview = await api("POST", "api/schedules/preview?count=10", { body: { name: "preview", task: "pull_all", target: { selector: {} }, ...timing } });
      if (asked === this.asked) Object.assign(this, { preview, wrong: undefined });
    } catch (failure) {
      const about = failure.violations?.map(({ field: name, message }) => `${name} ${message}`).join("; ");
      if (asked === this.asked) Object.assign(this, { preview: undefined, wrong: about || failure.message });
    }
  }

  #when(values) {
    if (this.kind === "cron") return { cron: values.get("cron").trim(), timeZone: values.get("timeZone").trim() || undefined };
    if (this.kind === "at") return { at: values.get("at") ? new Date(values.get("at")).toISOString() : undefined };
    return { [this.kind]: `PT${values.get(this.kind).trim()}S` };
  }

  actions() {
    return html`<button type="button" @click=${this.close}>Cancel</button><button class="primary" ?disabled=${this.busy}>${this.schedule ? "Save" : "Add"}</button>`;
  }

  submit() {
    return this.attempt(async () => {
      const body = this.#read();
      const { schedule } = this;
      const kept = await (schedule
        ? api("PUT", `api/schedules/${schedule.id}`, { body: { ...untouched(schedule), ...body }, headers: { "If-Match": `"${schedule.version}"` } })
        : api("POST", "api/schedules", { body }));
      say(`${schedule ? "Changed" : "Added"} ${kept.name}.`);
      this.close();
      this.saved?.();
    });
  }

  #read() {
    const values = new FormData(this.querySelector("form"));
    const lasting = (name) => (values.get(name)?.trim() ? `PT${values.get(name).trim()}S` : undefined);
    return {
      name: values.get("name").trim(),
      ...this.#when(values),
      ...this.querySelector("lamp-task-form").read(),
      timeout: lasting("timeout"),
      jitter: lasting("jitter"),
      misfire: values.get("misfire") || undefined,
      overlap: values.get("overlap") || undefined,
      enabled: values.has("enabled"),
    };
  }
}

/** What the dialog does not show stays as it is. */
function untouched({ days, startAt, endAt, quiet, misfireHorizon, runAtStart }) {
  const kept = { days, startAt, endAt, quiet, misfireHorizon, runAtStart };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== undefined));
}

function local(instant) {
  const at = instant ? new Date(instant) : new Date(Date.now() + 3600 * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

customElements.define(ScheduleDialog.tag, ScheduleDialog);
