import { html, nothing } from "lit";
import { Part } from "../page.js";
import { settings } from "../settings.js";
import { EVENTS, notifications } from "../notifications.js";

/** What this browser shows, and how; kept in the browser alone. */
class SettingsPage extends Part {
  static properties = { refused: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.changed = () => this.requestUpdate();
    settings.addEventListener("change", this.changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    settings.removeEventListener("change", this.changed);
  }

  async #notify(event) {
    const wanted = event.target.checked;
    const granted = wanted && (await notifications.turnOn());
    this.refused = wanted && !granted;
    settings.change({ notify: granted });
    event.target.checked = granted;
  }

  #choose(key, chosen) {
    settings.change({ events: chosen ? [...settings.events, key] : settings.events.filter((each) => each !== key) });
  }

  render() {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`<div class="title"><h1>Settings</h1><p class="quiet">of this browser</p></div>
      <section class="card" aria-labelledby="you"><h2 id="you">You</h2><div class="fields">
        <div class="field"><label for="your-name">Your name</label><input id="your-name" maxlength="100" autocomplete="name" .value=${settings.name} @change=${(event) => settings.change({ name: event.target.value })} aria-describedby="your-name-hint"><small id="your-name-hint">stands beside everything that you ask for</small></div>
        <div class="field"><label for="theme">Colours</label><select id="theme" @change=${(event) => settings.change({ theme: event.target.value })}>${[["auto", "as the system"], ["light", "light"], ["dark", "dark"]].map(([value, text]) => html`<option value=${value} ?selected=${settings.theme === value}>${text}</option>`)}</select></div>
        <div class="field"><label for="zone">Time zone</label><select id="zone" @change=${(event) => settings.change({ timeZone: event.target.value })}><option value="" ?selected=${!settings.chosenTimeZone}>of this browser (${own})</option>${["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => html`<option ?selected=${zone === settings.chosenTimeZone}>${zone}</option>`)}</select></div>
        <div class="field"><label for="tiles">Tiles of the map</label><input id="tiles" type="url" placeholder="https://tiles.example/{z}/{x}/{y}.png" .value=${settings.tiles} @change=${(event) => settings.change({ tiles: event.target.value.trim() })} aria-describedby="tiles-hint"><small id="tiles-hint">none when empty: the map works without network</small></div>
      </div></section>
      <section class="card" aria-labelledby="notify"><h2 id="notify">Notifications</h2>
        <label class="check"><input type="checkbox" .checked=${settings.notify} @change=${this.#notify}> Tell me while this page is open, also in the background</label>
        ${this.refused ? html`<p class="failure" role="alert">The browser does not allow it. Allow notifications for this page in the browser's settings, then turn it on here again.</p>` : nothing}
        <fieldset ?disabled=${!settings.notify}><legend>When</legend>${EVENTS.map(([key, text]) => html`<label class="check"><input type="checkbox" .checked=${settings.events.includes(key)} @change=${(event) => this.#choose(key, event.target.checked)}> ${text}</label>`)}</fieldset>
      </section>
      <p class="quiet">Press <kbd>?</kbd> for the keys.</p>`;
  }
}

customElements.define("lamp-settings-page", SettingsPage);
