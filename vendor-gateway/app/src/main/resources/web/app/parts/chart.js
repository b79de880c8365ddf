import { html, nothing } from "lit";
import uPlot from "uplot";
import { Part } from "../page.js";
import { live } from "../live.js";
import { history } from "../history.js";
import { settings } from "../settings.js";
import { number, reading, tickTime, unit, words } from "../format.js";

const SPANS = [[3600, "1 h"], [6 * 3600, "6 h"], [24 * 3600, "24 h"], [7 * 24 * 3600, "7 d"], [30 * 24 * 3600, "30 d"]];
const HEIGHT = 260;

/**
 * One series over time: its history, and every new value as it comes. Dragging zooms in, down to every single value; a
 * double click zooms out again. Tells its range, so that timelines beside it show the same.
 */
export class Chart extends Part {
  static properties = { device: {}, name: {}, span: { state: true }, zoom: { state: true }, state: { state: true } };

  constructor() {
    super();
    this.span = 3600;
    this.state = { text: "Loading…" };
    this.heard = ({ detail }) => detail.observed.has(this.device) && !this.zoom && this.#append();
    this.redraw = () => this.#draw();
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.heard);
    settings.addEventListener("change", this.redraw);
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", this.redraw);
    this.size = new ResizeObserver(() => this.plot?.setSize({ width: this.#width(), height: HEIGHT }));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.heard);
    settings.removeEventListener("change", this.redraw);
    this.dark.removeEventListener("change", this.redraw);
    this.size.disconnect();
    this.asked?.abort();
    this.plot?.destroy();
    this.plot = undefined;
  }

  updated(changed) {
    if (["device", "name", "span", "zoom"].some((each) => changed.has(each))) this.#load();
  }

  firstUpdated() {
    this.size.observe(this.querySelector(".plot"));
  }

  range() {
    if (this.zoom) return this.zoom;
    const now = Date.now() / 1000;
    return [now - this.span, now];
  }

  async #load() {
    if (!this.name) return;
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const [from, to] = this.range();
    this.dispatchEvent(new CustomEvent("range", { detail: [from, to] }));
    try {
      const found = await history(this.device, this.name, from, to + (this.zoom ? 0 : 60), asked.signal);
      if (asked.signal.aborted) return;
      this.data = found;
      this.state = { text: found.times.length ? found.resolution : "Nothing was observed in this time.", resolution: found.resolution };
      this.#draw();
    } catch (failure) {
      if (failure.name !== "AbortError") this.state = { text: `The history cannot be shown: ${failure.message}`, failed: true };
    }
  }

  #append() {
    const newest = live.of(this.device).get(this.name);
    const { data } = this;
    if (!newest || !data || data.low) return;
    const at = newest.at / 1000;
    if (data.times.length && at <= data.times.at(-1)) return;
    data.times.push(at);
    data.values.push(Number(newest.value));
    const [from] = this.range();
    while (data.times[0] < from) [data.times, data.values].forEach((list) => list.shift());
    this.#show();
  }

  #width() {
    return Math.max(200, this.querySelector(".plot").clientWidth);
  }

  #show() {
    const { times, values, low, high } = this.data;
    const [min, max] = this.range();
    this.plot?.batch(() => {
      this.plot.setData(low ? [times, values, low, high] : [times, values], false);
      this.plot.setScale("x", { min, max });
    });
  }

  #draw() {
    this.plot?.destroy();
    this.plot = undefined;
    if (!this.data || !this.isConnected) return;
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const line = colour("--chart-line");
    const axis = { stroke: colour("--chart-text"), grid: { stroke: colour("--chart-grid"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    const shown = unit(this.data.units);
    const band = this.data.low ? [{ series: [3, 2], fill: colour("--chart-band") }] : [];
    const hidden = { stroke: "transparent", width: 0, points: { show: false } };
    const [min, max] = this.range();
    this.plot = new uPlot({
      width: this.#width(),
      height: HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), settings.timeZone),
      legend: { show: false },
      cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
      scales: { x: { time: true, min, max, auto: false }, y: { range: (plot, low, high) => (low === high ? [low - 1, high + 1] : uPlot.rangeNum(low, high, 0.1, true)) } },
      axes: [{ ...axis, values: (plot, ticks, index, space, step) => ticks.map((tick) => tickTime(tick, step)) }, { ...axis, size: 64, values: (plot, ticks) => ticks.map((tick) => `${number(tick)}${shown ? ` ${shown}` : ""}`) }],
      series: [{}, { stroke: line, width: 1.5, points: { show: this.data.times.length < 80, size: 4, fill: line } }, ...(this.data.low ? [hidden, hidden] : [])],
      bands: band,
      hooks: { setSelect: [(plot) => this.#zoomTo(plot)], setCursor: [(plot) => this.#tell(plot)] },
    }, this.data.low ? [this.data.times, this.data.values, this.data.low, this.data.high] : [this.data.times, this.data.values], this.querySelector(".plot"));
    this.plot.over.addEventListener("dblclick", () => (this.zoom = undefined));
    this.plot.setScale("x", { min, max });
  }

  #zoomTo(plot) {
    if (plot.select.width < 4) return;
    const from = plot.posToVal(plot.select.left, "x");
    const to = plot.posToVal(plot.select.left + plot.select.width, "x");
    if (to - from >= 1) this.zoom = [from, to];
  }

  #tell(plot) {
    const at = plot.cursor.idx;
    const out = this.querySelector("output");
    if (at === null || at === undefined) {
      out.textContent = "";
      return;
    }
    const value = this.data.values[at];
    const when = new Date(this.data.times[at] * 1000).toLocaleString(undefined, { timeZone: settings.timeZone });
    const text = value === null || value === undefined ? "–" : reading({ name: this.name, value, units: this.data.units });
    const around = this.data.low ? ` (${number(this.data.low[at])} to ${number(this.data.high[at])})` : "";
    out.textContent = `${when}: ${text}${around}`;
  }

  #zoomBy(factor) {
    const [from, to] = this.range();
    const middle = (from + to) / 2;
    const half = ((to - from) / 2) * factor;
    this.zoom = [middle - half, Math.min(middle + half, Date.now() / 1000)];
  }

  render() {
    return html`<div class="chart">
      <div class="row">
        <div class="spans" role="group" aria-label="Time shown">
          ${SPANS.map(([span, text]) => html`<button type="button" aria-pressed=${String(!this.zoom && this.span === span)}
            @click=${() => Object.assign(this, { span, zoom: undefined })}>${text}</button>`)}
          <button type="button" aria-label="Zoom in" @click=${() => this.#zoomBy(0.5)}>+</button>
          <button type="button" aria-label="Zoom out" @click=${() => this.#zoomBy(2)}>−</button>
          ${this.zoom ? html`<button type="button" @click=${() => (this.zoom = undefined)}>Back to now</button>` : nothing}
        </div>
        <output class="quiet"></output>
      </div>
      <div class="plot" role="img" aria-label="${words(this.name)} over time"></div>
      <p class="quiet ${this.state.failed ? "bad" : ""}" role="status">${this.state.text}${this.data?.times.length ? " · drag to zoom in" : ""}</p>
    </div>`;
  }
}

customElements.define("lamp-chart", Chart);
