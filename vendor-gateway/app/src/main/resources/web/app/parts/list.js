import { html, nothing } from "lit";
import { Part } from "../page.js";
import { get } from "../api.js";

/** A listing of the services, page by page; subclasses draw it. Never more than what was asked for is loaded. */
export class List extends Part {
  static properties = { items: { state: true }, next: { state: true }, failure: { state: true }, loading: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.reload();
  }

  /** Loads the first page again; what is shown stays until it is there. */
  async reload() {
    const asked = (this.asked = {});
    this.loading = true;
    try {
      const { items, next } = await get(this.path(), this.query());
      if (asked === this.asked) Object.assign(this, { items, next, failure: undefined });
    } catch (failure) {
      if (asked === this.asked) this.failure = failure;
    } finally {
      if (asked === this.asked) this.loading = false;
    }
  }

  async more() {
    const asked = this.asked;
    const { items, next } = await get(this.path(), { ...this.query(), after: this.next }).catch((failure) => ({ items: [], next: this.next, failure }));
    if (asked === this.asked) Object.assign(this, { items: [...this.items, ...items], next });
  }

  query() {
    return { limit: 50 };
  }

  /** Around the table: what went wrong, that there is nothing, and the button for more. */
  listed(table, none) {
    return html`${this.failure ? html`<p class="failure" role="alert">${this.failure.message} <button type="button" @click=${this.reload}>Try again</button></p>` : nothing}
      ${this.items?.length ? table() : html`<p class="empty">${this.items ? none : this.failure ? "" : "Loading…"}</p>`}
      ${this.next ? html`<p><button type="button" @click=${this.more}>More</button></p>` : nothing}`;
  }
}
