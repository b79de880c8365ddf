import { html } from "lit";
import { Dialog, field } from "./dialog.js";
import { startInteraction } from "../control.js";
import { go } from "../route.js";
import "./task-form.js";

/** Starts an interaction and goes to the page that shows how it fares. */
export class StartDialog extends Dialog {
  static tag = "lamp-start-dialog";

  size = "wide";

  heading() {
    return "Start an interaction";
  }

  body() {
    const { failure } = this;
    const numeric = (label, name, hint) => field({ label, name, failure, hint }, ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} inputmode="numeric" aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off">`);
    return html`<lamp-task-form .task=${this.task} .target=${this.target} .failure=${failure}></lamp-task-form>
      <details><summary>For a large target</summary><div class="fields">
        ${numeric("Timeout of each run", "timeout", "in seconds; 10 when empty")}
        ${numeric("Runs a second at most", "rollout.rate")}
        ${numeric("Canary", "rollout.canary", "so many runs go first")}
        ${numeric("Give up after failed percent", "rollout.abortAfterFailedPercent")}
      </div></details>`;
  }

  actions() {
    return html`<button type="button" @click=${this.close}>Cancel</button><button class="primary" ?disabled=${this.busy}>Start</button>`;
  }

  submit() {
    return this.attempt(async () => {
      const values = new FormData(this.querySelector("form"));
      const whole = (name) => (values.get(name) ? Number(values.get(name)) : undefined);
      const rollout = Object.fromEntries(["rate", "canary", "abortAfterFailedPercent"].map((name) => [name, whole(`rollout.${name}`)]));
      const started = await startInteraction({
        ...this.querySelector("lamp-task-form").read(),
        timeout: whole("timeout") ? `PT${whole("timeout")}S` : undefined,
        rollout: Object.values(rollout).some((value) => value !== undefined) ? rollout : undefined,
      });
      this.close();
      go("interactions", [started.id]);
    });
  }
}

customElements.define(StartDialog.tag, StartDialog);
