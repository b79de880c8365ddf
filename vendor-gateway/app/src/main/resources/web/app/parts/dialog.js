import { html, nothing } from "lit";
import { Part } from "../page.js";
import { icon } from "../icons.js";

let opened = 0;

/**
 * A modal dialog with a title; the browser keeps the focus inside and closes it with Escape. What is inside is drawn by
 * subclasses: body() and, below it, actions().
 */
export class Dialog extends Part {
  static properties = { failure: { state: true }, busy: { state: true } };

  titleId = `dialog-${++opened}`;

  /** Shows the dialog on the page until it is closed; answers the element. */
  static open(values = {}) {
    const dialog = Object.assign(document.createElement(this.tag), values);
    document.body.append(dialog);
    return dialog;
  }

  firstUpdated() {
    this.querySelector("dialog").showModal();
  }

  close() {
    this.querySelector("dialog").close();
  }

  /** Runs what a button asks for: busy meanwhile, and what goes wrong is shown in the dialog. */
  async attempt(work) {
    if (this.busy) return;
    this.busy = true;
    this.failure = undefined;
    try {
      await work();
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<dialog aria-labelledby=${this.titleId} class=${this.size ?? ""} @close=${() => this.remove()}>
      <form method="dialog" @submit=${this.#submit} novalidate>
        <header>
          <h2 id=${this.titleId}>${this.heading()}</h2>
          <button type="button" class="plain" aria-label="Close" @click=${this.close}>${icon("close")}</button>
        </header>
        <div class="body">${this.body()}</div>
        ${this.failure ? html`<p class="failure" role="alert">${this.failure.message}${this.#rest()}</p>` : nothing}
        <footer>${this.actions()}</footer>
      </form>
    </dialog>`;
  }

  #submit(event) {
    event.preventDefault();
    this.submit();
  }

  /** Violations of fields that the dialog does not have are told together. */
  #rest() {
    const shown = new Set([...this.querySelectorAll("[data-field]")].map((field) => field.dataset.field));
    const rest = (this.failure.violations ?? []).filter(({ field }) => !shown.has(field) && !shown.has(field.split(".")[0]));
    return rest.map(({ field, message }) => html`<br>${field} ${message}`);
  }
}

/**
 * A field with its label, hint and what is wrong with it.
 *
 * @param {{label: string, name: string, failure?: object, hint?: unknown, wide?: boolean}} about
 * @param {(attributes: {id: string, describedBy: string, invalid: string}) => unknown} control
 */
export function field({ label, name, failure, hint, wide }, control) {
  const wrong = failure?.of?.(name);
  const id = `field-${name.replaceAll(".", "-")}`;
  const describedBy = `${id}-hint`;
  return html`<div class="field ${wide ? "wide" : ""}" data-field=${name}>
    <label for=${id}>${label}</label>
    ${control({ id, describedBy, invalid: wrong ? "true" : "false" })}
    <small id=${describedBy} class=${wrong ? "wrong" : ""}>${wrong ? `${label} ${wrong}` : hint ?? nothing}</small>
  </div>`;
}

/** Asks before something that cannot be undone. */
export class ConfirmDialog extends Dialog {
  static tag = "lamp-confirm";

  heading() {
    return this.question;
  }

  body() {
    return html`<p>${this.text}</p>`;
  }

  actions() {
    return html`<button type="button" @click=${this.close}>Cancel</button>
      <button class="danger" ?disabled=${this.busy}>${this.label}</button>`;
  }

  submit() {
    return this.attempt(async () => {
      await this.work();
      this.close();
    });
  }
}

customElements.define(ConfirmDialog.tag, ConfirmDialog);
