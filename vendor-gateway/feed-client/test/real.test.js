import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FeedClient, FeedError } from "../feed.js";

const url = process.env.FEED_URL;
const device = "01890a5d-ac96-774b-bcce-b302099a8058";

/** Resolves with what a subscription is told, as soon as it is as wanted. */
function told(feed, request, wanted) {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`${request.id} was not told in time`)), 10000);
    const hear = (kind) => (...what) => {
      if (!wanted(kind, ...what)) return;
      clearTimeout(patience);
      resolve(what);
    };
    feed.subscribe(request, { snapshot: hear("snapshot"), update: hear("update"), error: reject });
  });
}

/** Against a feed that runs somewhere. */
describe("a real feed", { skip: url ? false : "FEED_URL names no feed" }, () => {
  it("tells a snapshot with a cursor, and acknowledges the end", async () => {
    const feed = new FeedClient({ url }).connect();
    try {
      const [items, message] = await told(feed, { id: "r", stream: "runs" }, (kind) => kind === "snapshot");
      assert.deepEqual(items, []);
      assert.match(message.cursor, /^r/);
      await feed.unsubscribe("r");
    } finally {
      feed.close();
    }
  });

  it("lets two users see each other", async () => {
    const ada = new FeedClient({ url, user: "node-ada" }).connect();
    const bob = new FeedClient({ url, user: "node-bob" }).connect();
    try {
      const both = ({ viewing, controlling }) => viewing.includes("node-ada") && controlling.includes("node-bob");
      const seen = told(ada, { id: "p", stream: "presence", device, phase: "viewing" }, (kind, what, item) =>
        kind === "snapshot" ? what.some(both) : both(item),
      );
      bob.subscribe({ id: "p", stream: "presence", device, phase: "viewing" });
      bob.phase("p", "controlling");
      await seen;
    } finally {
      ada.close();
      bob.close();
    }
  });

  it("goes on without a new snapshot after the connection was lost", async () => {
    let sockets = [];
    class Noted extends WebSocket {
      constructor(...given) {
        super(...given);
        sockets.push(this);
      }
    }
    const feed = new FeedClient({ url, WebSocket: Noted, firstPause: 10 }).connect();
    try {
      let snapshots = 0;
      await new Promise((resolve) => feed.subscribe({ id: "d", stream: "devices" }, { snapshot: () => resolve(++snapshots) }));
      const back = new Promise((resolve) =>
        feed.listen("state", ({ state }) => sockets.length > 1 && state === "live" && resolve()),
      );
      sockets[0].close();
      await back;
      await told(feed, { id: "after", stream: "runs" }, (kind) => kind === "snapshot");
      assert.equal(snapshots, 1);
    } finally {
      feed.close();
    }
  });

  it("rejects what is refused", async () => {
    const feed = new FeedClient({ url }).connect();
    try {
      await told(feed, { id: "r", stream: "runs" }, (kind) => kind === "snapshot");
      await assert.rejects(feed.change("kitchen", {}), (failure) => failure instanceof FeedError && failure.status === 400);
    } finally {
      feed.close();
    }
  });
});
