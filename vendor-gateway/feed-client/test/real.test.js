import assert from "node:assert/strict";
import { it } from "node:test";
import { FeedClient } from "../feed.js";

const url = process.env.FEED_URL;

/** Against a feed that runs somewhere. */
it("a real feed answers", { skip: url ? false : "FEED_URL names no feed" }, async () => {
  const feed = new FeedClient({ url }).connect();
  try {
    const cursor = await new Promise((resolve, reject) => {
      feed.listen("error", ({ problem }) => reject(new Error(problem.detail)));
      const subscription = feed.subscribe({ id: "r", stream: "runs" }, { snapshot: () => resolve(subscription.cursor()) });
      setTimeout(() => reject(new Error("no snapshot came")), 10000).unref();
    });
    assert.match(cursor, /^r/);
    await feed.unsubscribe("r");
  } finally {
    feed.close();
  }
});
