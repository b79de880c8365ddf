const KEY = "lamplighter";
const DEFAULTS = { name: "", theme: "auto", timeZone: "", tiles: "", notify: false, events: ["run-failed"] };
/** Asked once: a browser takes longer to tell it than to draw a row. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What this browser remembers of its user. */
class Settings extends EventTarget {
  #values = { ...DEFAULTS, ...stored() };

  change(values) {
    Object.assign(this.#values, values);
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // a browser that remembers nothing keeps the settings until the page is closed
    }
    this.dispatchEvent(new Event("change"));
  }

  get name() {
    return this.#values.name;
  }

  get theme() {
    return this.#values.theme;
  }

  /** The zone that times are shown in: the browser's unless another was chosen. */
  get timeZone() {
    return this.#values.timeZone || HERE;
  }

  get chosenTimeZone() {
    return this.#values.timeZone;
  }

  get tiles() {
    return this.#values.tiles;
  }

  get notify() {
    return this.#values.notify;
  }

  get events() {
    return this.#values.events;
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export const settings = new Settings();
