import { LitElement } from "lit";

/** An element in the light DOM: one stylesheet, one set of ids, for every part of the page. */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** Redraws its element when something of the live state changed that the element cares for. */
export class Watch {
  /** @param {(change: import("./live.js").Change) => boolean} cares */
  constructor(host, live, cares) {
    this.host = host;
    this.live = live;
    this.cares = cares;
    this.heard = (event) => {
      if (this.cares(event.detail)) this.host.requestUpdate();
    };
    host.addController(this);
  }

  hostConnected() {
    this.live.addEventListener("change", this.heard);
    this.host.requestUpdate();
  }

  hostDisconnected() {
    this.live.removeEventListener("change", this.heard);
  }
}
