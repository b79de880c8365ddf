const WIDTH = 640;
const HEIGHT = 200;
const MOST = 1000;
const HISTORY = 3600 * 1000;

/** A small line chart of one series: its history, then every new value. */
export class Chart {
  #device;
  #name;
  #points = [];
  #drawn = false;

  constructor(onClose) {
    document.getElementById("chart-close").addEventListener("click", () => {
      this.close();
      onClose();
    });
  }

  close() {
    this.#device = undefined;
    document.getElementById("chart").hidden = true;
  }

  async show(device, name, label) {
    this.#device = device;
    this.#name = name;
    this.#points = [];
    document.getElementById("chart").hidden = false;
    document.getElementById("chart-title").textContent = label;
    this.#say("Loading…");
    this.#draw();
    try {
      const from = new Date(Date.now() - HISTORY).toISOString();
      const query = new URLSearchParams({ device, name, from, limit: MOST });
      const answer = await fetch(`api/observations?${query}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { items } = await answer.json();
      if (this.#device === device && this.#name === name) items.forEach((item) => this.#take(item));
    } catch {
      this.#say("The history cannot be loaded now; new values appear as they come.");
    }
    this.#schedule();
  }

  observe(observation) {
    if (observation.deviceId === this.#device && observation.name === this.#name) {
      this.#take(observation);
      this.#schedule();
    }
  }

  #take({ value, validAt }) {
    const number = typeof value === "boolean" ? Number(value) : value;
    if (typeof number !== "number") return;
    const at = Date.parse(validAt);
    const same = this.#points.findIndex((point) => point.at === at);
    if (same >= 0) this.#points[same].number = number;
    else this.#points.push({ at, number });
    this.#points.sort((one, other) => one.at - other.at);
    this.#points.splice(0, this.#points.length - MOST);
  }

  #schedule() {
    if (this.#drawn) return;
    this.#drawn = true;
    requestAnimationFrame(() => {
      this.#drawn = false;
      this.#draw();
    });
  }

  #draw() {
    const svg = document.getElementById("chart-svg");
    svg.replaceChildren();
    if (this.#points.length === 0) return;
    const numbers = this.#points.map((point) => point.number);
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    const from = this.#points[0].at;
    const to = this.#points.at(-1).at;
    const x = (at) => (to === from ? WIDTH : ((at - from) / (to - from)) * WIDTH);
    const y = (number) => (high === low ? HEIGHT / 2 : HEIGHT - 8 - ((number - low) / (high - low)) * (HEIGHT - 16));
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const steps = this.#points.map((point, index) =>
      index === 0 ? `M${x(point.at)},${y(point.number)}` : `H${x(point.at)}V${y(point.number)}`);
    path.setAttribute("d", steps.join(" ") + ` H${WIDTH}`);
    svg.append(path);
    const time = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });
    this.#say(`${time.format(from)} to ${time.format(to)}, lowest ${short(low)}, highest ${short(high)}`);
  }

  #say(text) {
    document.getElementById("chart-range").textContent = text;
  }
}

function short(number) {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 }).format(number);
}
