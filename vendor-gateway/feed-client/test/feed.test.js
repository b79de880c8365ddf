import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { FeedClient, FeedError, feedUrl } from "../feed.js";

/** A socket whose other end is the test. */
class FakeSocket {
  static made = [];
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = String(url);
    FakeSocket.made.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  open() {
    this.readyState = 1;
    this.onopen();
  }

  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }

  drop(code = 1006) {
    this.readyState = 3;
    this.onclose({ code, reason: "" });
  }

  close(code = 1005) {
    if (this.readyState !== 3) this.drop(code);
  }
}

const newest = () => FakeSocket.made.at(-1);
const client = (options) => new FeedClient({ base: "http://host/", WebSocket: FakeSocket, ...options });

function connected(options) {
  const feed = client(options).connect();
  newest().open();
  return feed;
}

beforeEach(() => {
  FakeSocket.made = [];
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
});
afterEach(() => mock.timers.reset());

describe("the address", () => {
  const cases = [
    ["http://host/", "ws://host/feed"],
    ["https://host/", "wss://host/feed"],
    ["https://host/home/lamps/", "wss://host/home/lamps/feed"],
    ["https://host/home/lamps/page.html?a=b", "wss://host/home/lamps/feed"],
    ["http://host:8080/a/", "ws://host:8080/a/feed"],
  ];
  for (const [page, feed] of cases) {
    it(`of a page at ${page} is ${feed}`, () => assert.equal(String(feedUrl("feed", page)), feed));
  }
  it("may be absolute", () => assert.equal(String(feedUrl("wss://other/feed")), "wss://other/feed"));
});

describe("the connection", () => {
  it("tells its states", () => {
    const states = [];
    const feed = client();
    feed.listen("state", ({ state }) => states.push(state));
    feed.connect();
    newest().open();
    newest().drop();
    mock.timers.tick(500);
    newest().open();
    feed.close();
    assert.deepEqual(states, ["connecting", "live", "lost", "connecting", "live", "closed"]);
  });

  it("comes back after growing pauses with jitter, and no more after close", () => {
    const feed = connected();
    const pauses = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const before = FakeSocket.made.length;
      newest().drop();
      let pause = 0;
      while (FakeSocket.made.length === before) {
        mock.timers.tick(10);
        pause += 10;
      }
      pauses.push(pause);
    }
    pauses.forEach((pause, attempt) => {
      const full = Math.min(10000, 500 * 2 ** attempt);
      assert.ok(pause >= full / 2 && pause <= full + 10, `pause ${attempt} was ${pause}`);
    });
    feed.close();
    const made = FakeSocket.made.length;
    mock.timers.tick(60000);
    assert.equal(FakeSocket.made.length, made);
  });

  it("is given up when it is silent, and heartbeats keep it", () => {
    const feed = connected({ silence: 30000 });
    for (let beat = 0; beat < 6; beat++) {
      mock.timers.tick(15000);
      newest().say({ type: "heartbeat", cursor: "o1", at: "2026-01-01T00:00:00Z" });
    }
    assert.equal(feed.state, "live");
    for (let second = 0; second < 40; second++) mock.timers.tick(1000);
    assert.equal(FakeSocket.made.length, 2);
  });

  it("tells the code and the reason of its end", () => {
    const feed = connected();
    const ends = [];
    feed.listen("state", (event) => ends.push(event));
    newest().drop(4429);
    assert.deepEqual(ends, [{ state: "lost", code: 4429, reason: "" }]);
  });

  it("says who it is before anything else", () => {
    const feed = client({ user: "ada" });
    feed.subscribe({ id: "a", stream: "runs" });
    feed.connect();
    newest().open();
    assert.deepEqual(newest().sent[0], { type: "hello", id: "hello", user: "ada" });
    assert.equal(newest().sent[1].type, "subscribe");
  });

  it("hears nothing of a socket that it gave up", () => {
    const feed = connected();
    const heard = [];
    feed.subscribe({ id: "a", stream: "runs" }, (action, item) => heard.push(item));
    const dead = newest();
    dead.drop();
    mock.timers.tick(500);
    newest().open();
    dead.say({ type: "update", id: "a", action: "update", item: 1, cursor: "r1" });
    newest().say({ type: "update", id: "a", action: "update", item: 2, cursor: "r2" });
    assert.deepEqual(heard, [2]);
  });
});

describe("a subscription", () => {
  it("is asked when there is a connection, with its filters", () => {
    const feed = client();
    feed.subscribe({ id: "a", stream: "observations", device: ["1", "2"], name: "power", fields: ["value"] });
    feed.connect();
    newest().open();
    assert.deepEqual(newest().sent, [
      { type: "subscribe", id: "a", stream: "observations", device: ["1", "2"], name: "power", fields: ["value"] },
    ]);
  });

  it("gets its own messages and no other's", () => {
    const feed = connected();
    const heard = { a: [], b: [] };
    for (const id of ["a", "b"]) {
      feed.subscribe({ id, stream: "devices" }, {
        snapshot: (items) => heard[id].push(items),
        update: (action, item) => heard[id].push([action, item]),
      });
    }
    newest().say({ type: "snapshot", id: "a", items: [{ id: "1" }], cursor: "d1" });
    newest().say({ type: "update", id: "b", action: "delete", item: { id: "2" }, cursor: "d2" });
    assert.deepEqual(heard, { a: [[{ id: "1" }]], b: [["delete", { id: "2" }]] });
  });

  it("goes on from its newest cursor, be it of an update or of a heartbeat", () => {
    const feed = connected();
    feed.subscribe({ id: "a", stream: "devices" });
    feed.subscribe({ id: "young", stream: "devices" });
    newest().say({ type: "snapshot", id: "a", items: [], cursor: "d1" });
    newest().say({ type: "update", id: "a", action: "update", item: {}, cursor: "d2" });
    newest().drop();
    mock.timers.tick(500);
    newest().open();
    assert.deepEqual(newest().sent.map(({ id, since }) => [id, since]), [["a", "d2"], ["young", undefined]]);
    newest().say({ type: "heartbeat", cursor: "o0.d9" });
    newest().drop();
    mock.timers.tick(1000);
    newest().open();
    assert.deepEqual(newest().sent.map(({ id, since }) => [id, since]), [["a", "o0.d9"], ["young", undefined]]);
  });

  it("starts over after a reset", () => {
    const feed = connected();
    const heard = [];
    feed.subscribe({ id: "a", stream: "devices", since: "d1" }, {
      reset: () => heard.push("reset"),
      snapshot: () => heard.push("snapshot"),
    });
    assert.equal(newest().sent[0].since, "d1");
    newest().say({ type: "reset", id: "a" });
    newest().say({ type: "heartbeat", cursor: "d7" });
    newest().drop();
    mock.timers.tick(500);
    newest().open();
    assert.equal(newest().sent[0].since, undefined);
    newest().say({ type: "snapshot", id: "a", items: [], cursor: "d8" });
    assert.deepEqual(heard, ["reset", "snapshot"]);
  });

  it("hears nothing after it was ended, even when its id is used again", async () => {
    const feed = connected();
    const heard = [];
    const first = feed.subscribe({ id: "a", stream: "devices" }, () => heard.push("first"));
    const ended = first.unsubscribe();
    feed.subscribe({ id: "a", stream: "runs" }, () => heard.push("second"));
    newest().say({ type: "update", id: "a", action: "update", item: {}, cursor: "d1" });
    newest().say({ type: "unsubscribed", id: "a" });
    newest().say({ type: "update", id: "a", action: "update", item: {}, cursor: "r1" });
    await ended;
    assert.deepEqual(heard, ["second"]);
  });

  it("that cannot be served now is asked again, one that is wrong is not", () => {
    const feed = connected();
    const problems = [];
    feed.listen("error", ({ id, problem }) => problems.push([id, problem.status]));
    feed.subscribe({ id: "a", stream: "observations" });
    feed.subscribe({ id: "b", stream: "weather" });
    newest().say({ type: "error", id: "a", problem: { status: 503 } });
    newest().say({ type: "error", id: "b", problem: { status: 400 } });
    mock.timers.tick(2000);
    assert.deepEqual(newest().sent.map(({ id }) => id), ["a", "b", "a"]);
    assert.deepEqual(problems, [["b", 400]]);
  });

  it("is told what was left out", () => {
    const feed = connected();
    let told;
    feed.subscribe({ id: "a", stream: "observations" }, { conflated: (message) => (told = message.count) });
    newest().say({ type: "conflated", id: "a", count: 12, series: [] });
    assert.equal(told, 12);
  });

  it("may not take an id that is in use", () => {
    const feed = client();
    feed.subscribe({ id: "a", stream: "runs" });
    assert.throws(() => feed.subscribe({ id: "a", stream: "runs" }), /already/);
  });
});

describe("a collection", () => {
  const observation = (deviceId, name, value, second) => ({
    deviceId,
    name,
    value,
    validAt: `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`,
  });

  it("keeps the newest of each series by its time", () => {
    const feed = connected();
    const { items } = feed.collect({ id: "a", stream: "observations" });
    newest().say({ type: "snapshot", id: "a", items: [observation("1", "t", 5, 5)], cursor: "o1" });
    const update = (item) => newest().say({ type: "update", id: "a", action: "update", item, cursor: "o2" });
    update(observation("1", "t", 4, 4));
    update(observation("1", "h", 1, 1));
    update(observation("1", "t", 6, 6));
    update(observation("1", "t", 6, 6));
    assert.deepEqual([...items.values()].map(({ name, value }) => [name, value]), [["t", 6], ["h", 1]]);
  });

  it("loses what was deleted, left, or is missing in a new snapshot", () => {
    const feed = connected();
    const { items } = feed.collect({ id: "d", stream: "devices" });
    newest().say({ type: "snapshot", id: "d", items: [{ id: "1" }, { id: "2" }, { id: "3" }], cursor: "d1" });
    newest().say({ type: "update", id: "d", action: "delete", item: { id: "1" }, cursor: "d2" });
    newest().say({ type: "update", id: "d", action: "left", item: { id: "2" }, cursor: "d3" });
    newest().say({ type: "update", id: "d", action: "entered", item: { id: "4" }, cursor: "d4" });
    assert.deepEqual([...items.keys()], ["3", "4"]);
    newest().say({ type: "snapshot", id: "d", items: [{ id: "9" }], cursor: "d5" });
    assert.deepEqual([...items.keys()], ["9"]);
  });

  it("of observations loses every series of a device that left", () => {
    const feed = connected();
    const { items } = feed.collect({ id: "a", stream: "observations" });
    const all = [observation("1", "t", 1, 1), observation("1", "h", 1, 1), observation("2", "t", 1, 1)];
    newest().say({ type: "snapshot", id: "a", items: all, cursor: "o1" });
    newest().say({ type: "update", id: "a", action: "left", item: { deviceId: "1" }, cursor: "o2" });
    assert.deepEqual([...items.keys()], ["2 t"]);
  });
});

describe("a message that is answered", () => {
  it("gets the answer with its id", async () => {
    const feed = connected();
    const first = feed.interact({ task: "pull_all" }, { wait: 5 });
    const second = feed.change("1", { name: "Lamp" }, { version: 3 });
    const [one, two] = newest().sent;
    assert.deepEqual({ ...one, id: 0 }, { type: "interact", id: 0, interaction: { task: "pull_all" }, wait: 5 });
    assert.deepEqual({ ...two, id: 0 }, { type: "change", id: 0, device: "1", changes: { name: "Lamp" }, version: 3 });
    newest().say({ type: "answer", id: two.id, status: 200, body: { name: "Lamp" } });
    newest().say({ type: "answer", id: one.id, status: 202, body: { id: "i" } });
    assert.equal((await first).body.id, "i");
    assert.equal((await second).body.name, "Lamp");
  });

  it("is rejected with the problem that comes back", async () => {
    const feed = connected();
    const answer = feed.send({ type: "change", id: "x" });
    newest().say({ type: "error", id: "x", problem: { status: 412, title: "Stale", detail: "read it again" } });
    await assert.rejects(answer, (failure) => failure instanceof FeedError && failure.status === 412);
  });

  it("is rejected when the connection is lost before, and when there is none", async () => {
    const feed = connected();
    const answer = feed.send({ type: "interact" });
    newest().drop();
    await assert.rejects(answer, /lost/);
    await assert.rejects(feed.send({ type: "interact" }), /no connection/);
  });
});

describe("presence", () => {
  it("tells a new phase now and after coming back", () => {
    const feed = connected();
    feed.subscribe({ id: "p", stream: "presence", device: "1", phase: "viewing" });
    feed.phase("p", "controlling");
    assert.deepEqual(newest().sent[1], { type: "phase", id: "p", phase: "controlling" });
    newest().drop();
    mock.timers.tick(500);
    newest().open();
    assert.equal(newest().sent[0].phase, "controlling");
  });
});
