import { html, nothing, svg } from "lit";
import { Part, Watch } from "../page.js";
import { live } from "../live.js";
import { settings } from "../settings.js";
import { href } from "../route.js";
import { around, metres, place, project, step } from "../mercator.js";
import { byName, count, reading } from "../format.js";
import { STATES } from "../words.js";
import { healthBadge } from "../parts/badges.js";

const CLUSTER = 34;
const TILE = 256;

/** The devices where they are. The map is drawn here and needs no network; tiles below it are a setting. */
class MapPage extends Part {
  static properties = { view: { state: true }, size: { state: true }, opened: { state: true } };

  #watch = new Watch(this, live, (change) => change.devices || change.observed.size > 0);

  constructor() {
    super();
    this.size = { width: 800, height: 520 };
  }

  firstUpdated() {
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width) this.size = { width: contentRect.width, height: contentRect.height };
    });
    this.observer.observe(this.querySelector(".map"));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  #placed() {
    return [...live.devices.values()]
      .filter(({ location }) => Number.isFinite(location?.latitude) && Number.isFinite(location?.longitude))
      .map((device) => ({ device, ...project(device.location.latitude, device.location.longitude) }))
      .sort((one, other) => byName(one.device.name, other.device.name));
  }

  render() {
    const placed = this.#placed();
    const view = this.view ?? around(placed, this.size.width, this.size.height);
    this.shown = view;
    const without = live.devices.size - placed.length;
    return html`<div class="title"><h1>Map</h1><p class="quiet">${count(placed.length, "device")} with coordinates${without ? `, ${without} without` : ""}</p></div>
      ${placed.length === 0 && live.ready ? html`<p class="empty">No device has coordinates yet. Change a device and give it a latitude and a longitude.</p>` : nothing}
      <div class="map-page">
        <div class="map" tabindex="0" role="group" aria-label="Map; arrows move it, plus and minus zoom" @keydown=${this.#key} @wheel=${this.#wheel} @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}>
          <svg width=${this.size.width} height=${this.size.height} viewBox="0 0 ${this.size.width} ${this.size.height}" aria-hidden=${placed.length ? nothing : "true"}>
            ${this.#tiles(view)}${this.#grid(view)}${this.#clusters(placed, view).map((each) => this.#mark(each, view))}${this.#ruler(view)}
          </svg>
          <div class="zoom"><button type="button" aria-label="Zoom in" @click=${() => this.#zoom(2)}>+</button><button type="button" aria-label="Zoom out" @click=${() => this.#zoom(0.5)}>−</button>
            <button type="button" aria-label="Show all devices" @click=${() => (this.view = undefined)}>⤢</button></div>
          ${this.opened ? this.#list(this.opened) : nothing}
          ${settings.tiles ? html`<p class="credit">Tiles: ${hostOf(settings.tiles)}</p>` : nothing}
        </div>
        <ul class="places" aria-label="Devices with coordinates">${placed.map(({ device, x, y }) => html`<li><a href=${href("devices", [device.id])}>${device.name}</a> ${healthBadge(device)}
          <button type="button" class="plain link" aria-label="Show ${device.name} on the map" @click=${() => (this.view = { x, y, scale: Math.max(view.scale, 2 ** 25) })}>show</button></li>`)}</ul>
      </div>`;
  }

  #at({ x, y }, view) {
    return [(x - view.x) * view.scale + this.size.width / 2, (y - view.y) * view.scale + this.size.height / 2];
  }

  #bounds(view) {
    const half = { x: this.size.width / 2 / view.scale, y: this.size.height / 2 / view.scale };
    return { west: view.x - half.x, east: view.x + half.x, north: Math.max(0, view.y - half.y), south: Math.min(1, view.y + half.y) };
  }

  /** Lines of latitude and longitude, with their degrees. */
  #grid(view) {
    const { west, east, north, south } = this.#bounds(view);
    const degrees = step(view.scale);
    const digits = Math.max(0, -Math.floor(Math.log10(degrees)));
    const lines = [];
    for (let at = Math.ceil(place({ x: west, y: 0.5 }).longitude / degrees) * degrees; at <= place({ x: east, y: 0.5 }).longitude; at += degrees) {
      const [x] = this.#at(project(0, at), view);
      lines.push(svg`<line x1=${x} y1="0" x2=${x} y2=${this.size.height}></line><text x=${x + 4} y=${this.size.height - 6}>${at.toFixed(digits)}°</text>`);
    }
    for (let at = Math.ceil(place({ x: 0, y: south }).latitude / degrees) * degrees; at <= place({ x: 0, y: north }).latitude; at += degrees) {
      const [, y] = this.#at(project(at, 0), view);
      lines.push(svg`<line x1="0" y1=${y} x2=${this.size.width} y2=${y}></line><text x="4" y=${y - 4}>${at.toFixed(digits)}°</text>`);
    }
    return svg`<g class="grid" aria-hidden="true">${lines}</g>`;
  }

  #tiles(view) {
    if (!settings.tiles.startsWith("https://") && !settings.tiles.startsWith("http://")) return nothing;
    const zoom = Math.max(0, Math.min(19, Math.round(Math.log2(view.scale / TILE))));
    const many = 2 ** zoom;
    const length = view.scale / many;
    const { west, east, north, south } = this.#bounds(view);
    const tiles = [];
    for (let x = Math.max(0, Math.floor(west * many)); x <= Math.min(many - 1, Math.floor(east * many)); x++) {
      for (let y = Math.floor(north * many); y <= Math.min(many - 1, Math.floor(south * many)); y++) {
        const [left, top] = this.#at({ x: x / many, y: y / many }, view);
        const from = settings.tiles.replace("{z}", zoom).replace("{x}", x).replace("{y}", y);
        tiles.push(svg`<image href=${from} x=${left} y=${top} width=${length + 0.5} height=${length + 0.5}></image>`);
      }
    }
    return svg`<g aria-hidden="true">${tiles}</g>`;
  }

  /** What would lie on top of each other is one mark with a number. */
  #clusters(placed, view) {
    const clusters = [];
    for (const each of placed) {
      const [x, y] = this.#at(each, view);
      const near = clusters.find((cluster) => Math.hypot(cluster.x - x, cluster.y - y) < CLUSTER);
      if (near) near.devices.push(each.device);
      else clusters.push({ x, y, at: each, devices: [each.device] });
    }
    return clusters.filter(({ x, y }) => x > -50 && y > -50 && x < this.size.width + 50 && y < this.size.height + 50);
  }

  #mark({ x, y, devices, at }, view) {
    const worst = devices.map((device) => STATES[live.health(device).state]?.[1] ?? "quiet").sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other))[0];
    if (devices.length === 1) {
      const [device] = devices;
      const first = live.of(device.id).get("temperature") ?? live.of(device.id).get("power");
      return svg`<a class="mark ${worst}" href=${href("devices", [device.id])} transform="translate(${x} ${y})" aria-label="${device.name}, ${STATES[live.health(device).state][0]}">
        <circle r="8"></circle><text x="13" y="4">${device.name}${first ? `  ${reading(first)}` : ""}</text></a>`;
    }
    const names = `${count(devices.length, "device")}: ${devices.slice(0, 5).map(({ name }) => name).join(", ")}${devices.length > 5 ? "…" : ""}`;
    return svg`<g class="mark many ${worst}" role="button" tabindex="0" transform="translate(${x} ${y})" aria-label=${names} @click=${() => this.#into(devices, at, view)} @keydown=${(event) => event.key === "Enter" && this.#into(devices, at, view)}>
      <title>${names}</title><circle r="15"></circle><text y="4" text-anchor="middle">${devices.length}</text><text y="32" text-anchor="middle">${devices.every(({ location }) => location.name === devices[0].location.name) ? devices[0].location.name : ""}</text></g>`;
  }

  /** Nearer, until the marks part; what is at one and the same place is listed. */
  #into(devices, { x, y }, view) {
    const [first] = devices;
    const together = devices.every(({ location }) => location.latitude === first.location.latitude && location.longitude === first.location.longitude);
    if (together) this.opened = devices;
    else this.view = { x, y, scale: Math.min(view.scale * 4, 2 ** 30) };
  }

  #list(devices) {
    return html`<div class="here card"><div class="row"><h2>${devices[0].location.name ?? "Here"}</h2><button type="button" class="plain" aria-label="Close the list" @click=${() => (this.opened = undefined)}>×</button></div>
      <ul>${devices.map((device) => html`<li><a href=${href("devices", [device.id])}>${device.name}</a> ${healthBadge(device)}</li>`)}</ul></div>`;
  }

  #ruler(view) {
    const perPixel = metres(view.scale, place(view).latitude);
    const power = 10 ** Math.floor(Math.log10(perPixel * 120));
    const length = [1, 2, 5].map((each) => each * power).filter((each) => each / perPixel <= 120).at(-1);
    const wide = length / perPixel;
    return svg`<g class="ruler" aria-hidden="true" transform="translate(${this.size.width - wide - 16} ${this.size.height - 30})"><path d="M0 0v6h${wide}v-6"></path><text x=${wide / 2} y="-3" text-anchor="middle">${length >= 1000 ? `${length / 1000} km` : length >= 1 ? `${length} m` : `${Math.round(length * 100)} cm`}</text></g>`;
  }

  #zoom(factor, at = { x: this.size.width / 2, y: this.size.height / 2 }) {
    const view = this.shown;
    const scale = Math.max(this.size.width / 2, Math.min(view.scale * factor, 2 ** 30));
    const shift = (name, length) => view[name] + (at[name] - length / 2) * (1 / view.scale - 1 / scale);
    this.view = { x: shift("x", this.size.width), y: shift("y", this.size.height), scale };
  }

  #wheel(event) {
    event.preventDefault();
    const box = this.querySelector(".map").getBoundingClientRect();
    this.#zoom(2 ** (-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top });
  }

  #key(event) {
    const steps = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
    if (steps[event.key]) this.#shift(...steps[event.key]);
    else if (event.key === "+") this.#zoom(2);
    else if (event.key === "-") this.#zoom(0.5);
    else return;
    event.preventDefault();
  }

  #shift(x, y) {
    const view = this.shown;
    this.view = { ...view, x: view.x + x / view.scale, y: view.y + y / view.scale };
  }

  #down(event) {
    if (!event.target.closest("a, button, [role=button], .here")) this.held = { x: event.clientX, y: event.clientY };
  }

  #move(event) {
    if (!this.held) return;
    this.#shift(this.held.x - event.clientX, this.held.y - event.clientY);
    this.held = { x: event.clientX, y: event.clientY };
  }

  #up() {
    this.held = undefined;
  }
}

const ORDER = ["bad", "warn", "busy", "good", "quiet"];

function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

customElements.define("lamp-map-page", MapPage);
