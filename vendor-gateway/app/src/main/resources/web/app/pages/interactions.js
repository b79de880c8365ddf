import { html } from "lit";
import { List } from "../parts/list.js";
import { live } from "../live.js";
import { href } from "../route.js";
import { shortTime, span, time, words } from "../format.js";
import { targetWords } from "../words.js";
import { icon } from "../icons.js";
import { badge, fanOut } from "../parts/badges.js";
import { StartDialog } from "../parts/start-dialog.js";
import { allTasks } from "../parts/task-form.js";

const STATES = ["running", "succeeded", "partly_failed", "failed", "timed_out", "cancelled"];

/** What was asked of the devices, newest first. */
class InteractionsPage extends List {
  static properties = { ...List.properties, state: { state: true }, task: { state: true }, tasks: { state: true } };

  constructor() {
    super();
    this.state = "";
    this.task = "";
    this.tasks = [];
    this.heard = ({ detail }) => detail.runs.size && this.#soon();
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
    allTasks().then((all) => (this.tasks = all.map(({ name }) => name)), () => undefined);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  #soon() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if ((this.items?.length ?? 0) <= 50) this.reload();
    }, 1000);
  }

  path() {
    return "api/interactions";
  }

  query() {
    return { limit: 50, state: this.state, task: this.task };
  }

  #choose(name, value) {
    this[name] = value;
    this.reload();
  }

  render() {
    const choice = (name, title, options) => html`<select aria-label=${title} @change=${(event) => this.#choose(name, event.target.value)}>
      <option value="">${title}: any</option>${options.map((each) => html`<option value=${each} ?selected=${this[name] === each}>${words(each)}</option>`)}</select>`;
    return html`<div class="title"><h1>Interactions</h1>
        <div class="actions"><button type="button" class="primary" @click=${() => StartDialog.open()}>${icon("run")}Start an interaction</button></div></div>
      <div class="filters">${choice("state", "State", STATES)}${choice("task", "Task", this.tasks)}</div>
      ${this.listed(() => html`<div class="scroll" tabindex="0" role="region" aria-label="Interactions"><table>
        <thead><tr><th>Task</th><th>Target</th><th>State</th><th>Runs</th><th>Begun</th><th>Took</th><th>By</th></tr></thead>
        <tbody>${this.items.map((each) => html`<tr>
          <td><a href=${href("interactions", [each.id])}>${words(each.task)}</a></td>
          <td>${targetWords(each.target, (id) => live.name(id))}</td>
          <td>${badge(each.state)}</td><td>${fanOut(each.runs)}</td>
          <td title=${time(each.createdAt)}>${shortTime(each.createdAt)}</td>
          <td>${each.endedAt ? span((Date.parse(each.endedAt) - Date.parse(each.createdAt)) / 1000) : "–"}</td>
          <td>${each.requestedBy}</td></tr>`)}</tbody></table></div>`, "Nothing was asked of the devices yet.")}`;
  }
}

customElements.define("lamp-interactions-page", InteractionsPage);
