import { html, nothing } from "lit";
import { List } from "../parts/list.js";
import { live } from "../live.js";
import { api } from "../api.js";
import { go, href } from "../route.js";
import { ago, duration, shortTime, time, words } from "../format.js";
import { targetWords } from "../words.js";
import { icon } from "../icons.js";
import { badge, fanOut } from "../parts/badges.js";
import { say, sayError } from "../say.js";
import { ScheduleDialog } from "../parts/schedule-dialog.js";
import { ConfirmDialog } from "../parts/dialog.js";

/** When a schedule fires, in a few words. */
function when({ cron, every, rate, at, timeZone }) {
  if (cron) return html`<code>${cron}</code> <small class="quiet">${timeZone}</small>`;
  if (every) return `${duration(every)} after the end of the last`;
  if (rate) return `every ${duration(rate)}`;
  return `once, ${shortTime(at)}`;
}

/** The schedules: what each did last, what it does next, and whether that went well. */
class SchedulesPage extends List {
  constructor() {
    super();
    this.heard = ({ detail }) => [...detail.runs.values()].some((run) => run.scheduleId) && this.#soon(1000);
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
    this.poll = setInterval(() => this.#soon(0), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
    clearInterval(this.poll);
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  #soon(wait) {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.reload();
    }, wait);
  }

  path() {
    return "api/schedules";
  }

  query() {
    return { limit: 200 };
  }

  #run(schedule) {
    return api("POST", `api/schedules/${schedule.id}/run`).then(({ id }) => go("interactions", [id]), sayError);
  }

  #pause(schedule) {
    return api("PATCH", `api/schedules/${schedule.id}`, { body: { enabled: !schedule.enabled }, headers: { "If-Match": `"${schedule.version}"` } })
      .then(() => say(`${schedule.name} ${schedule.enabled ? "is paused" : "goes on"}.`), sayError)
      .then(() => this.reload());
  }

  #edit(schedule) {
    ScheduleDialog.open({ schedule, saved: () => this.reload() });
  }

  #remove(schedule) {
    ConfirmDialog.open({
      question: `Delete ${schedule.name}?`,
      text: "It fires no more. What it did stays in the history.",
      label: "Delete",
      work: async () => {
        await api("DELETE", `api/schedules/${schedule.id}`, { headers: { "If-Match": `"${schedule.version}"` } });
        say(`Deleted ${schedule.name}.`);
        this.reload();
      },
    });
  }

  render() {
    return html`<div class="title"><h1>Schedules</h1>
        <div class="actions"><button type="button" class="primary" @click=${() => this.#edit()}>${icon("add")}Add</button></div></div>
      ${this.listed(() => html`<div class="scroll" tabindex="0" role="region" aria-label="Schedules"><table>
        <thead><tr><th>Name</th><th>When</th><th>What</th><th>State</th><th>Next</th><th>Last</th><th>How it went</th><th><span class="hidden">Actions</span></th></tr></thead>
        <tbody>${this.items.map((schedule) => this.#row(schedule))}</tbody></table></div>`, "There are no schedules yet.")}`;
  }

  #row(schedule) {
    const { name, last, lastError, figures } = schedule;
    return html`<tr class=${schedule.enabled ? "" : "off"}>
      <td><b>${name}</b></td><td>${when(schedule)}</td>
      <td>${words(schedule.task)} <small class="quiet">${targetWords(schedule.target, (id) => live.name(id))}</small></td>
      <td>${this.#state(schedule)}</td>
      <td title=${time(schedule.nextAt)}>${schedule.nextAt ? html`${ago(schedule.nextAt)} <small class="quiet">${shortTime(schedule.nextAt)}</small>` : "–"}</td>
      <td title=${time(schedule.lastAt)}>${last ? html`<a href=${href("interactions", [last.interactionId])}>${shortTime(last.dueAt)}</a>` : "–"}</td>
      <td>${last?.runs && Object.keys(last.runs).length ? fanOut(last.runs) : nothing}
        ${schedule.hasError && lastError ? html`<small class="bad">${lastError}</small>` : nothing}
        ${figures?.successRate === null || figures?.successRate === undefined ? nothing : html`<small class="quiet">${Math.round(figures.successRate * 100)} % of the last ${figures.counted}</small>`}</td>
      <td class="buttons">
        <button type="button" class="plain" aria-label="Run ${name} now" title="Run now" @click=${() => this.#run(schedule)}>${icon("run")}</button>
        <button type="button" class="plain" aria-label="${schedule.enabled ? "Pause" : "Resume"} ${name}" title=${schedule.enabled ? "Pause" : "Resume"} @click=${() => this.#pause(schedule)}>${icon(schedule.enabled ? "pause" : "again")}</button>
        <button type="button" class="plain" aria-label="Change ${name}" title="Change" @click=${() => this.#edit(schedule)}>${icon("edit")}</button>
        <button type="button" class="plain" aria-label="Delete ${name}" title="Delete" @click=${() => this.#remove(schedule)}>${icon("remove")}</button>
      </td></tr>`;
  }

  #state(schedule) {
    if (schedule.running) return badge("running");
    if (!schedule.enabled) return html`<span class="badge quiet">paused</span>`;
    if (schedule.hasError) return html`<span class="badge bad" title=${schedule.lastError ?? ""}>error</span>`;
    return html`<span class="badge ${schedule.nextAt ? "good" : "quiet"}">${schedule.nextAt ? "waiting" : "done"}</span>`;
  }
}

customElements.define("lamp-schedules-page", SchedulesPage);
