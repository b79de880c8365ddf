import { html, nothing, svg } from "lit";
import { Part } from "../page.js";
import { states } from "../history.js";
import { reading, seconds, span, words } from "../format.js";
import { live } from "../live.js";

const KINDS = 6;

/** A status over time: which value it had for how much of each part, and what that comes to. */
class Timeline extends Part {
  static properties = { device: {}, name: {}, range: { attribute: false }, found: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.heard = ({ detail }) => detail.observed.has(this.device) && this.follows && this.#soon();
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  /** A value that changed is worth asking again for; but not more often than every five seconds. */
  #soon() {
    const value = live.of(this.device).get(this.name)?.value;
    if (value === this.shown || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.#load();
    }, 5000);
  }

  updated(changed) {
    if (changed.has("range") && this.range) this.follows = Date.now() / 1000 - this.range[1] < 90;
    if (this.range && ["device", "name", "range"].some((each) => changed.has(each))) this.#load();
  }

  /** A range that ended now goes on to end now. */
  async #load() {
    const [begin, end] = this.range;
    const to = this.follows ? Date.now() / 1000 : end;
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    this.shown = live.of(this.device).get(this.name)?.value;
    try {
      this.found = await states(this.device, this.name, to - (end - begin), to, asked.signal);
      this.failure = undefined;
    } catch (failure) {
      if (failure.name !== "AbortError") this.failure = failure;
    }
  }

  render() {
    if (this.failure) return html`<p class="bad">${words(this.name)}: ${this.failure.message}</p>`;
    if (!this.found) return nothing;
    const { parts, whole } = this.found;
    const kinds = Object.keys(whole?.states ?? {}).sort();
    const total = lengthOf(whole);
    const text = kinds.map((kind) => `${this.#word(kind)} ${span(seconds(whole.states[kind]))} (${Math.round((100 * seconds(whole.states[kind])) / total)} %)`).join(", ");
    const changes = `${whole?.transitions ?? 0} change${whole?.transitions === 1 ? "" : "s"}`;
    return html`<figure class="timeline">
      <figcaption><b>${words(this.name)}</b> <span class="quiet">${text ? `${text}, ${changes}` : "nothing known in this time"}</span></figcaption>
      <svg viewBox="0 0 ${Math.max(1, parts.length)} 10" preserveAspectRatio="none" role="img" aria-label="${words(this.name)}: ${text}, ${changes}">
        ${parts.map((part, index) => this.#part(part, index, kinds))}
      </svg>
      <span class="legend">${kinds.map((kind) => html`<i class=${this.#kind(kind, kinds)}></i>${this.#word(kind)}`)}</span>
    </figure>`;
  }

  #part(part, index, kinds) {
    const whole = lengthOf(part);
    let top = 10;
    return kinds.filter((kind) => part.states[kind]).map((kind) => {
      const height = (10 * seconds(part.states[kind])) / whole;
      top -= height;
      return svg`<rect class=${this.#kind(kind, kinds)} x=${index} y=${top} width="1.02" height=${height}></rect>`;
    });
  }

  #word(kind) {
    return kind === "true" || kind === "false" ? reading({ name: this.name, value: kind === "true" }) : kind;
  }

  #kind(kind, kinds) {
    if (kind === "true") return "yes";
    if (kind === "false") return "no";
    return `kind-${kinds.indexOf(kind) % KINDS}`;
  }
}

const lengthOf = (part) => (part ? (Date.parse(part.to) - Date.parse(part.from)) / 1000 : 1);

customElements.define("lamp-timeline", Timeline);
