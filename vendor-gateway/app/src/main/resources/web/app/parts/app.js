import { html, nothing } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { settings } from "../settings.js";
import { current, go, href } from "../route.js";
import { icon } from "../icons.js";
import { onSay } from "../say.js";
import { KeysDialog } from "./keys.js";

const PAGES = [["devices", "Devices"], ["map", "Map"], ["schedules", "Schedules"], ["interactions", "Interactions"], ["vendors", "Vendors"], ["settings", "Settings"]];
const CONNECTION = { live: "Live", connecting: "Connecting…", lost: "Connection lost, trying again…" };

/** The frame of every page: where one can go, whether what is shown is live, and what has just happened. */
class App extends Part {
  static properties = { route: { state: true }, notes: { state: true } };

  #watch = new Watch(this, live, (change) => change.state);

  constructor() {
    super();
    this.route = current();
    this.notes = [];
    onSay((note) => this.#note(note));
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", () => this.#moved());
    window.addEventListener("keydown", (event) => this.#key(event));
    settings.addEventListener("change", () => this.#theme());
    this.#theme();
    live.start();
  }

  #theme() {
    document.documentElement.dataset.theme = settings.theme;
    this.requestUpdate();
  }

  #moved() {
    const before = this.route;
    this.route = current();
    if (before.page !== this.route.page || before.rest[0] !== this.route.rest[0]) {
      document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
      window.scrollTo(0, 0);
      this.updateComplete.then(() => this.querySelector("main").focus({ preventScroll: true }));
    }
  }

  /** Letters go somewhere unless somebody types: / to the search, g and a letter to a page, ? to this list. */
  #key(event) {
    const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const goes = this.goes;
    this.goes = event.key === "g";
    if (goes) {
      const page = PAGES.find(([key]) => key[0] === event.key);
      if (page) go(page[0]);
    } else if (event.key === "/") {
      const search = this.querySelector("input[type=search]");
      if (search) event.preventDefault();
      search?.focus();
    } else if (event.key === "?") {
      KeysDialog.open();
    }
  }

  #note(note) {
    this.notes = [...this.notes.filter(({ text }) => text !== note.text), note].slice(-4);
    if (note.kind === "good") setTimeout(() => this.#forget(note), 5000);
  }

  #forget(note) {
    this.notes = this.notes.filter((each) => each !== note);
  }

  render() {
    return html`<a class="skip" href="#main" @click=${this.#skip}>Skip to the content</a>
      <header class="top">
        <a class="brand" href="#/"><img src="icon.svg" alt="" width="24" height="24"><span>Lamplighter</span></a>
        <nav aria-label="Pages">${PAGES.map(([page, title]) => html`<a href=${href(page)}
          aria-current=${page === this.route.page ? "page" : nothing}>${icon(page)}<span>${title}</span></a>`)}</nav>
        <p class="connection ${live.state}" role="status">${CONNECTION[live.state]}</p>
      </header>
      <main id="main" tabindex="-1">${this.#page()}</main>
      <div class="notes" role="log" aria-live="polite" aria-label="What has just happened">
        ${this.notes.map((note) => html`<p class=${note.kind}>${note.text}
          <button type="button" class="plain" aria-label="Close this message" @click=${() => this.#forget(note)}>${icon("close")}</button></p>`)}
      </div>`;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }

  #page() {
    const { page, rest } = this.route;
    document.title = `${PAGES.find(([key]) => key === page)?.[1] ?? "Not found"} · Lamplighter`;
    switch (page) {
      case "devices":
        return rest[0]
          ? html`<lamp-device-page .device=${rest[0]} .tab=${rest[1] ?? "overview"}></lamp-device-page>`
          : html`<lamp-devices-page></lamp-devices-page>`;
      case "map":
        return html`<lamp-map-page></lamp-map-page>`;
      case "schedules":
        return html`<lamp-schedules-page></lamp-schedules-page>`;
      case "interactions":
        return rest[0]
          ? html`<lamp-interaction-page .interaction=${rest[0]}></lamp-interaction-page>`
          : html`<lamp-interactions-page></lamp-interactions-page>`;
      case "vendors":
        return html`<lamp-vendors-page></lamp-vendors-page>`;
      case "settings":
        return html`<lamp-settings-page></lamp-settings-page>`;
      default:
        return html`<h1>There is no such page</h1><p><a href="#/devices">To the devices</a></p>`;
    }
  }
}

customElements.define("lamp-app", App);
