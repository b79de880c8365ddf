/**
 * Client of Lamplighter's live feed, without dependencies. One socket carries many subscriptions; after a lost
 * connection it comes back by itself and each subscription goes on from its cursor. feed.d.ts tells the types.
 */

const DEFAULTS = { url: "feed", firstPause: 500, longestPause: 10000, silence: 45000, retry: 2000 };
const KEYS = {
  observations: (item) => `${item.deviceId} ${item.name}`,
  presence: (item) => item.deviceId ?? "",
  vendors: (item) => item.vendor,
};
const TIMES = { observations: (item) => Date.parse(item.validAt) };

/** The feed refused a message, or answered it with a problem. */
export class FeedError extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? "refused");
    this.name = "FeedError";
    this.problem = problem;
    this.status = problem.status;
  }
}

/** The address of the feed: relative to the page (so a path prefix is kept), ws or wss as the page is http or https. */
export function feedUrl(url = DEFAULTS.url, base = globalThis.document?.baseURI) {
  const address = new URL(url, base);
  if (address.protocol === "https:") address.protocol = "wss:";
  if (address.protocol === "http:") address.protocol = "ws:";
  return address;
}

export class FeedClient {
  #options;
  #listeners = new Map();
  #subscriptions = new Map();
  #leaving = new Map();
  #waiting = new Map();
  #socket;
  #state = "closed";
  #attempt = 0;
  #heardAt = 0;
  #number = 0;
  #timers = new Map();
  #onAwake = () => this.#awake();

  constructor(options = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** "closed", "connecting", "live" or "lost". */
  get state() {
    return this.#state;
  }

  /** Opens the socket, and opens it again whenever it is lost, until close(). */
  connect() {
    if (this.#state !== "closed") return this;
    this.#watchSilence();
    globalThis.addEventListener?.("online", this.#onAwake);
    globalThis.document?.addEventListener("visibilitychange", this.#onAwake);
    this.#open();
    return this;
  }

  /** Ends the connection for good; subscriptions are kept and asked again by a later connect(). */
  close() {
    globalThis.removeEventListener?.("online", this.#onAwake);
    globalThis.document?.removeEventListener("visibilitychange", this.#onAwake);
    for (const timer of this.#timers.keys()) clearTimeout(timer);
    this.#timers.clear();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000, "done");
    this.#lose("the feed was closed");
    this.#become("closed");
  }

  /** Hears events of one type; answers a function that stops it. */
  listen(type, listener) {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Begins a subscription, now or as soon as there is a connection. */
  subscribe(request, handler = {}) {
    const id = request.id ?? `s${++this.#number}`;
    if (this.#subscriptions.has(id)) throw new Error(`there is a subscription ${id} already`);
    const known = typeof handler === "function" ? { update: handler } : handler;
    const { since, ...rest } = request;
    const subscription = { request: { ...rest, id }, handler: known, cursor: since };
    this.#subscriptions.set(id, subscription);
    this.#ask(subscription);
    return { id, unsubscribe: () => this.unsubscribe(id), cursor: () => subscription.cursor };
  }

  /** Ends a subscription; its handler hears nothing any more. Resolves when the feed has acknowledged it. */
  unsubscribe(id) {
    if (!this.#subscriptions.delete(id) || !this.#isLive()) return Promise.resolve();
    return new Promise((resolve) => {
      const leaving = this.#leaving.get(id) ?? [];
      this.#leaving.set(id, leaving);
      leaving.push(resolve);
      this.#write({ type: "unsubscribe", id });
    });
  }

  /** Keeps what a subscription shows as a Map, and tells each change of it. */
  collect(request, changed = () => {}) {
    const items = new Map();
    const key = KEYS[request.stream] ?? ((item) => item.id);
    const time = TIMES[request.stream];
    const isOlder = (item) => time && items.has(key(item)) && time(item) < time(items.get(key(item)));
    const subscription = this.subscribe(request, {
      snapshot: (all) => {
        items.clear();
        for (const item of all) items.set(key(item), item);
        changed(items, { action: "snapshot", items: all });
      },
      update: (action, item) => {
        if (action === "delete" || action === "left") remove(items, request.stream, key, item);
        else if (request.stream === "observations" && action === "entered") return;
        else if (isOlder(item)) return;
        else items.set(key(item), item);
        changed(items, { action, item });
      },
      error: (problem) => this.#emit("error", { id: request.id, problem }),
    });
    return { ...subscription, items };
  }

  /** Sends a message that is answered; resolves with the answer, rejects with FeedError, or when the connection is lost. */
  send(message) {
    if (!this.#isLive()) return Promise.reject(new Error("there is no connection to the feed"));
    const id = message.id ?? `m${++this.#number}`;
    if (this.#waiting.has(id)) return Promise.reject(new Error(`the answer to ${id} is still awaited`));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#write({ ...message, id });
    });
  }

  /** Starts an interaction, as POST /api/interactions does; with wait (seconds) the answer tells the outcome. */
  interact(interaction, { wait } = {}) {
    return this.send({ type: "interact", interaction, wait });
  }

  /** Changes some fields of a device, as PATCH /api/devices/{id} does; with version only if it still has that one. */
  change(device, changes, { version } = {}) {
    return this.send({ type: "change", device, changes, version });
  }

  /** Says what this user does with the device of a presence subscription: "viewing" or "controlling". */
  phase(id, phase) {
    const subscription = this.#subscriptions.get(id);
    if (!subscription) throw new Error(`there is no subscription ${id}`);
    subscription.request = { ...subscription.request, phase };
    if (this.#isLive()) this.#write({ type: "phase", id, phase });
  }

  #open() {
    this.#become("connecting");
    const Socket = this.#options.WebSocket ?? globalThis.WebSocket;
    const socket = new Socket(feedUrl(this.#options.url, this.#options.base));
    this.#socket = socket;
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#hear(JSON.parse(event.data));
    };
    socket.onclose = (event) => this.#closed(socket, event);
  }

  #opened(socket) {
    if (socket !== this.#socket) return;
    this.#heardAt = Date.now();
    if (this.#options.user) this.#write({ type: "hello", id: "hello", user: this.#options.user });
    for (const subscription of this.#subscriptions.values()) this.#ask(subscription);
    this.#become("live");
  }

  #closed(socket, event) {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    this.#lose("the connection to the feed was lost");
    this.#become("lost", { code: event?.code, reason: event?.reason });
    const { firstPause, longestPause } = this.#options;
    const pause = Math.min(longestPause, firstPause * 2 ** this.#attempt++) * (0.5 + Math.random() / 2);
    this.#later(pause, () => this.#state === "lost" && this.#open());
  }

  #lose(reason) {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
    for (const leaving of this.#leaving.values()) leaving.forEach((resolve) => resolve());
    this.#leaving.clear();
  }

  #ask({ request, cursor }) {
    if (this.#isLive()) this.#write({ type: "subscribe", ...request, since: cursor });
  }

  #write(message) {
    this.#socket.send(JSON.stringify(message));
  }

  #isLive() {
    return this.#socket?.readyState === 1;
  }

  #hear(message) {
    this.#heardAt = Date.now();
    this.#attempt = 0;
    this.#emit("message", message);
    if (message.type === "heartbeat") this.#beat(message);
    else if (message.type === "unsubscribed") this.#left(message.id);
    else if (message.type === "answer" || message.type === "welcome") this.#answered(message);
    else if (message.type === "error" && this.#waiting.has(message.id)) this.#answered(message);
    else if (!this.#leaving.has(message.id)) this.#tell(message);
    else if (message.type === "error") this.#left(message.id);
  }

  #beat({ cursor }) {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.begun) subscription.cursor = cursor;
    }
  }

  /** Until as many unsubscribes are acknowledged as were sent, messages of this id are of a former subscription. */
  #left(id) {
    const leaving = this.#leaving.get(id) ?? [];
    leaving.shift()?.();
    if (leaving.length === 0) this.#leaving.delete(id);
  }

  #answered(message) {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "error") waiting?.reject(new FeedError(message.problem));
    else waiting?.resolve(message);
  }

  #tell(message) {
    const subscription = this.#subscriptions.get(message.id);
    if (!subscription) {
      if (message.type === "error") this.#emit("error", { id: message.id, problem: message.problem });
      return;
    }
    const { handler } = subscription;
    if (message.type === "error") return this.#failed(subscription, message.problem);
    if (message.cursor) {
      subscription.cursor = message.cursor;
      subscription.begun = true;
    }
    if (message.type === "snapshot") handler.snapshot?.(message.items, message);
    if (message.type === "update") handler.update?.(message.action, message.item, message);
    if (message.type === "conflated") handler.conflated?.(message);
    if (message.type === "reset") {
      subscription.cursor = undefined;
      subscription.begun = false;
      handler.reset?.(message);
    }
  }

  /** What cannot be served now is asked again; what is wrong is told and forgotten. */
  #failed(subscription, problem) {
    const { id } = subscription.request;
    if (problem.status >= 500) {
      subscription.begun = false;
      this.#later(this.#options.retry, () => {
        if (this.#subscriptions.get(id) === subscription) this.#ask(subscription);
      });
      subscription.handler.unavailable?.(problem);
      return;
    }
    this.#subscriptions.delete(id);
    if (subscription.handler.error) subscription.handler.error(problem);
    else this.#emit("error", { id, problem });
  }

  #become(state, more = {}) {
    if (this.#state === state) return;
    this.#state = state;
    this.#emit("state", { state, ...more });
  }

  #emit(type, event) {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }

  #later(millis, work) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, millis);
    this.#timers.set(timer, true);
  }

  /** The feed sends heartbeats: a socket that is silent for several of them is dead, whatever it says of itself. */
  #watchSilence() {
    this.#later(Math.min(5000, this.#options.silence / 2), () => {
      this.#watchSilence();
      if (this.#isLive() && Date.now() - this.#heardAt > this.#options.silence) this.#abandon();
    });
  }

  #abandon() {
    const dead = this.#socket;
    this.#closed(dead, { code: 1006, reason: "silent" });
    dead.close();
  }

  /** The network or the page is back: no need to wait for the pause to end. */
  #awake() {
    if (globalThis.document?.visibilityState === "hidden") return;
    if (this.#state === "lost") this.#open();
    else if (this.#isLive() && Date.now() - this.#heardAt > this.#options.silence) this.#abandon();
  }
}

/** What is gone takes with it all that was kept of it: of a device that left, each of its series. */
function remove(items, stream, key, item) {
  if (stream !== "observations" && stream !== "runs") {
    items.delete(key(item));
    return;
  }
  for (const [known, kept] of items) {
    if (kept.deviceId === item.deviceId) items.delete(known);
  }
}
