import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { api } from "../api.js";
import { ENDED, FAILED, STATES, why } from "../words.js";
import { reading, shortTime, span, words } from "../format.js";
import { icon } from "../icons.js";

/** Follows one run from the asking to what was read back, and claims nothing that is not known. */
export class RunProgress extends Part {
  static properties = { run: { attribute: false } };

  #watch = new Watch(this, live, (change) => this.run && change.runs.has(this.run.id));

  connectedCallback() {
    super.connectedCallback();
    this.poll = setInterval(() => this.#ask(), 3000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.poll);
  }

  /** The feed tells of every change; where it is cut off, asking does. */
  async #ask() {
    const run = this.newest();
    if (!run || ENDED.has(run.state) || live.state === "live") return;
    await api("GET", `api/runs/${run.id}`).then((answer) => live.run(answer), () => undefined);
  }

  newest() {
    const known = this.run && live.runs.get(this.run.id);
    return known && known.version > this.run.version ? known : this.run;
  }

  render() {
    const run = this.newest();
    if (!run) return nothing;
    const failed = FAILED.has(run.state);
    const ended = ENDED.has(run.state);
    return html`<ol class="progress" role="status" aria-label="Progress of ${words(run.task)}">
      <li class="good">asked ${shortTime(run.dueAt)}</li>
      <li class=${run.startedAt ? "good" : ended ? "bad" : "busy"}>${run.startedAt
        ? `sent to the vendor${run.attempts > 1 ? `, attempt ${run.attempts}` : ""}`
        : ended ? "not sent" : "waiting to be sent"}</li>
      ${ended || run.startedAt
        ? html`<li class=${ended ? STATES[run.state][1] : "busy"}>${ended ? this.#end(run) : "waiting for what it reads back"}</li>`
        : nothing}
      ${failed ? html`<li class="why">${icon("close")}${why(run)}</li>` : nothing}
    </ol>`;
  }

  #end(run) {
    const took = run.durationMillis === undefined ? "" : ` after ${span(run.durationMillis / 1000)}`;
    if (run.state !== "succeeded") return `${STATES[run.state][0]}${took}`;
    const read = run.result?.observations?.find(({ name }) => name === run.arguments?.name);
    return read ? `confirmed: ${words(read.name)} is ${reading(read)}${took}` : `done${took}`;
  }
}

customElements.define("lamp-run-progress", RunProgress);
