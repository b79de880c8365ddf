import { html, nothing } from "lit";
import { Part } from "../page.js";
import { live } from "../live.js";
import { api, get } from "../api.js";
import { go, href } from "../route.js";
import { shortTime, span, time, words } from "../format.js";
import { ENDED, targetWords, why } from "../words.js";
import { icon } from "../icons.js";
import { badge, fanOut } from "../parts/badges.js";
import { sayError } from "../say.js";
import "../parts/runs.js";

/** One interaction: how far it has come, what came of each run, and the way to do again what failed. */
class InteractionPage extends Part {
  static properties = { interaction: {}, view: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.heard = ({ detail }) => {
      if ([...detail.runs.values()].some((run) => run.interactionId === this.interaction)) this.#soon();
    };
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
    this.poll = setInterval(() => this.view?.state === "running" && this.#load(), 2000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
    clearInterval(this.poll);
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  willUpdate(changed) {
    if (changed.has("interaction")) {
      this.view = undefined;
      this.#load();
    }
  }

  #soon() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.#load();
    }, 300);
  }

  async #load() {
    const asked = this.interaction;
    try {
      const view = await get(`api/interactions/${asked}`);
      if (asked === this.interaction) Object.assign(this, { view, failure: undefined });
    } catch (failure) {
      this.failure = failure;
    }
  }

  #again() {
    return api("POST", `api/interactions/${this.interaction}/rerun`).then(({ id }) => go("interactions", [id]), sayError);
  }

  #cancel() {
    return api("POST", `api/interactions/${this.interaction}/cancel`).then((view) => (this.view = view), sayError);
  }

  render() {
    const { view, failure } = this;
    if (!view) return html`<h1>${failure ? "It cannot be shown" : "Loading…"}</h1>${failure ? html`<p class="failure">${failure.message}</p>` : nothing}`;
    const unsuccessful = Object.entries(view.runs).some(([state, many]) => many && ENDED.has(state) && state !== "succeeded");
    return html`<nav class="path" aria-label="Where this is"><a href="#/interactions">Interactions</a> <span aria-hidden="true">/</span></nav>
      <div class="title"><h1>${words(view.task)}${view.arguments?.name ? `: ${words(view.arguments.name)} = ${view.arguments.value}` : ""}</h1>${badge(view.state)}
        <div class="actions">
          ${view.state === "running" ? html`<button type="button" @click=${this.#cancel}>${icon("close")}Cancel</button>` : nothing}
          ${view.state !== "running" && unsuccessful ? html`<button type="button" class="primary" @click=${this.#again}>${icon("again")}Do again what failed</button>` : nothing}
        </div></div>
      <p class="quiet facts">${targetWords(view.target, (id) => live.name(id))} · asked ${shortTime(view.createdAt)} by ${view.requestedBy}${view.endedAt ? ` · took ${span((Date.parse(view.endedAt) - Date.parse(view.createdAt)) / 1000)}` : ""}</p>
      <div class="card big" role="status">${fanOut(view.runs)}
        ${view.error ? html`<p class="bad">${why(view)}</p>` : nothing}
        ${(view.warnings ?? []).map(({ detail }) => html`<p class="warn">${detail}</p>`)}</div>
      ${view.steps ? this.#steps(view.steps) : nothing}
      ${this.#links(view)}
      <h2>Runs</h2><lamp-runs .interaction=${view.id}></lamp-runs>`;
  }

  #steps(steps) {
    return html`<ol class="steps">${steps.map((step) => html`<li>${step.interactionId ? html`<a href=${href("interactions", [step.interactionId])}>${step.name ?? words(step.task)}</a>` : step.name ?? words(step.task)} ${badge(step.state)} ${fanOut(step.runs)}</li>`)}</ol>`;
  }

  #links({ rerunOf, parentId, scheduleId, endedAt, dueAt }) {
    return html`<p class="quiet">${rerunOf ? html`Does again what failed in <a href=${href("interactions", [rerunOf])}>this one</a>. ` : nothing}
      ${parentId ? html`A step of <a href=${href("interactions", [parentId])}>this workflow</a>. ` : nothing}
      ${scheduleId ? html`Started by a <a href="#/schedules">schedule</a>, due ${time(dueAt)}. ` : nothing}${endedAt ? html`Ended ${time(endedAt)}.` : nothing}</p>`;
  }
}

customElements.define("lamp-interaction-page", InteractionPage);
