import { html } from "lit";
import { Dialog } from "./dialog.js";

const KEYS = [
  ["/", "to the search"],
  ["g d", "to the devices; g m map, g s schedules, g i interactions, g v vendors"],
  ["↑ ↓", "from row to row of the devices"],
  ["Enter", "opens the device of the row"],
  ["Space", "selects the row"],
  ["Esc", "closes a dialog"],
  ["?", "this list"],
];

export class KeysDialog extends Dialog {
  static tag = "lamp-keys";

  heading() {
    return "Keys";
  }

  body() {
    return html`<dl class="pairs">${KEYS.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>`;
  }

  actions() {
    return html`<button>Close</button>`;
  }

  submit() {
    this.close();
  }
}

customElements.define(KeysDialog.tag, KeysDialog);
