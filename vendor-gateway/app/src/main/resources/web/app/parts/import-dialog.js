import { html, nothing } from "lit";
import { Dialog } from "./dialog.js";
import { api, withQuery } from "../api.js";
import { count, number, duration } from "../format.js";

/** Imports a file of devices: first as a trial that changes nothing, then, when it pleases, in earnest. */
export class ImportDialog extends Dialog {
  static tag = "lamp-import-dialog";
  static properties = { ...Dialog.properties, file: { state: true }, view: { state: true }, atomic: { state: true } };

  size = "wide";

  heading() {
    return "Import devices";
  }

  body() {
    return html`<p>A CSV or NDJSON file, gzip if wanted. Each line registers a device or changes the one that it names; importing the same file again changes nothing.</p>
      <div class="field"><label for="import-file">File</label>
        <input id="import-file" type="file" accept=".csv,.ndjson,.jsonl,.json,.gz" @change=${this.#choose}></div>
      <label class="check"><input type="checkbox" .checked=${!!this.atomic} @change=${(event) => (this.atomic = event.target.checked)}> All or nothing: when one line is refused, none is imported</label>
      ${this.busy ? html`<p role="status">Reading…</p>` : nothing}
      ${this.view ? this.#view(this.view) : nothing}`;
  }

  #view({ summary, refused }) {
    const figures = [["would be created", "created", summary.created], ["would be changed", "changed", summary.updated], ["unchanged", "unchanged", summary.unchanged], ["refused", "refused", summary.refused]];
    return html`<div role="status">
      <p class="figures">${figures.map(([trial, done, many]) => html`<span class=${many && done === "refused" ? "bad" : ""}><b>${number(many)}</b> ${summary.applied ? done : trial}</span>`)}</p>
      <p>${summary.applied ? `Imported ${count(summary.lines, "line")} in ${duration(summary.took)}.` : `Nothing is changed yet. ${count(summary.lines, "line")} read.`} ${summary.note ?? ""}</p>
      ${refused.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Refused lines"><table><caption>Refused lines${refused.length < summary.refused ? `, the first ${refused.length}` : ""}</caption>
        <thead><tr><th>Line</th><th>Field</th><th>What is wrong</th></tr></thead>
        <tbody>${refused.flatMap(({ line, violations = [] }) => violations.map(({ field, message }) => html`<tr><td>${line}</td><td>${field}</td><td>${message}</td></tr>`))}</tbody></table></div>` : nothing}
    </div>`;
  }

  #choose(event) {
    this.file = event.target.files[0];
    this.view = undefined;
    if (this.file) return this.#send(true);
  }

  #send(dryRun) {
    return this.attempt(async () => {
      const name = this.file.name.replace(/\.gz$/, "");
      this.view = await api("POST", withQuery("api/devices/import", { dryRun, atomic: this.atomic || undefined }), {
        body: this.file,
        headers: {
          "Content-Type": name.endsWith(".csv") ? "text/csv" : "application/x-ndjson",
          Accept: "application/json",
          ...(name === this.file.name ? {} : { "Content-Encoding": "gzip" }),
        },
      });
    });
  }

  actions() {
    const done = this.view?.summary.applied;
    const useful = this.view && !done && this.view.summary.created + this.view.summary.updated > 0 && !(this.atomic && this.view.summary.refused);
    return html`<button type="button" @click=${this.close}>${done ? "Close" : "Cancel"}</button>
      ${done ? nothing : html`<button class="primary" ?disabled=${!useful || this.busy}>Import</button>`}`;
  }

  submit() {
    return this.file && this.#send(false);
  }
}

customElements.define(ImportDialog.tag, ImportDialog);
