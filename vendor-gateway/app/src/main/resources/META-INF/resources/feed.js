/** The live feed: subscribes, comes back after a cut, goes on from the last cursor. */
export class Feed {
  #url;
  #socket;
  #subscriptions = new Map();
  #attempt = 0;
  #heardAt = 0;
  #state;

  /** @param {(state: "live" | "connecting" | "lost") => void} onState */
  constructor(onState, url = new URL("feed", document.baseURI)) {
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.#url = url;
    this.#state = onState;
    setInterval(() => this.#watch(), 5000);
  }

  /** @param {{snapshot(items: object[]): void, update(action: string, item: object): void}} handler */
  subscribe(id, stream, handler, device) {
    this.#subscriptions.set(id, { id, stream, handler, device, cursor: undefined });
    this.#ask(this.#subscriptions.get(id));
  }

  connect() {
    this.#state("connecting");
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.#heardAt = Date.now();
      this.#state("live");
      for (const subscription of this.#subscriptions.values()) this.#ask(subscription);
    };
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = () => this.#again(socket);
  }

  #ask({ id, stream, device, cursor }) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ type: "subscribe", id, stream, device, since: cursor }));
    }
  }

  #hear(message) {
    this.#heardAt = Date.now();
    if (message.type === "heartbeat") {
      for (const subscription of this.#subscriptions.values()) {
        if (subscription.cursor) subscription.cursor = message.cursor;
      }
      return;
    }
    const subscription = this.#subscriptions.get(message.id);
    if (!subscription) return;
    if (message.type === "snapshot") subscription.handler.snapshot(message.items);
    if (message.type === "update") subscription.handler.update(message.action, message.item);
    if (message.type === "reset") subscription.cursor = undefined;
    if (message.type === "error" && message.problem.status === 503) {
      subscription.cursor = undefined;
      setTimeout(() => this.#ask(subscription), 2000);
    }
    if (message.cursor) subscription.cursor = message.cursor;
  }

  #again(socket) {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    this.#state("lost");
    const wait = Math.min(10000, 500 * 2 ** this.#attempt++) * (0.5 + Math.random());
    setTimeout(() => this.connect(), wait);
  }

  /** Heartbeats come every 15 s: a socket that is silent for three of them is dead. */
  #watch() {
    if (this.#socket?.readyState === WebSocket.OPEN && Date.now() - this.#heardAt > 45000) {
      const dead = this.#socket;
      dead.close();
      this.#again(dead);
    }
  }
}
