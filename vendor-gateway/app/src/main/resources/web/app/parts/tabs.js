import { html, nothing } from "lit";

/** Links to the parts of a page. */
export const tabs = (label, chosen, items) => html`<nav class="tabs" aria-label=${label}>
  ${items.map(([key, title, to]) => html`<a href=${to} aria-current=${key === chosen ? "page" : nothing}>${title}</a>`)}
</nav>`;
