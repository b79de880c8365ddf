export type StreamName = "observations" | "devices" | "runs" | "presence" | "vendors";
export type State = "closed" | "connecting" | "live" | "lost";
export type Phase = "viewing" | "controlling";

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  violations?: { field: string; message: string }[];
}

/** What is wanted; the same names as on the wire. Without device, group and selector: everything of the stream. */
export interface SubscriptionRequest {
  /** Chosen by the client; made up when absent. */
  id?: string;
  stream: StreamName;
  device?: string | string[];
  /** The name of a group of the registry. */
  group?: string;
  selector?: {
    vendor?: string;
    account?: string;
    type?: string;
    location?: string;
    /** An expression such as "room in (kitchen,hall), !retired", or what labels must be. */
    labels?: string | Record<string, string>;
    enabled?: boolean;
  };
  /** Of observations: only these series. */
  name?: string | string[];
  /** Only these fields of each item, besides those that name it. */
  fields?: string[];
  /** Of presence, with one device: this user is there, doing this. */
  phase?: Phase;
  /** Goes on after this cursor of an earlier connection. */
  since?: string;
}

export type Action = "create" | "update" | "delete" | "entered" | "left";

export interface Conflated {
  type: "conflated";
  id: string;
  /** How many changes were left out for newer ones. */
  count: number;
  /** Of which series, and between which times; the first hundred. */
  series: { deviceId?: string; name?: string; count: number; from?: string; to?: string }[];
}

export interface Handler<Item = any> {
  /** The current state: forget what was known before. */
  snapshot?(items: Item[], message: object): void;
  /** One change. Of a delete or left, the item has only what names it. The same change may be told twice. */
  update?(action: Action, item: Item, message: object): void;
  /** Changes were missed; a snapshot follows. */
  reset?(message: object): void;
  /** This client was too slow: older changes were left out, the newest of each series follow. */
  conflated?(message: Conflated): void;
  /** It cannot be served now, and is asked again by itself. */
  unavailable?(problem: Problem): void;
  /** It was refused and is gone. */
  error?(problem: Problem): void;
}

export interface Subscription {
  readonly id: string;
  unsubscribe(): Promise<void>;
  /** Where it is; to be kept, and sent as since by another client. */
  cursor(): string | undefined;
}

export interface Collection<Item = any> extends Subscription {
  /** What there is now, by device and name for observations, else by id. */
  readonly items: Map<string, Item>;
}

export interface Answer {
  type: "answer";
  id: string;
  status: number;
  body?: any;
  /** Of a device: its new version. */
  version?: number;
  /** Of an interaction: where it is. */
  location?: string;
}

export interface Options {
  /** "feed" when absent: beside the page, below its path prefix. */
  url?: string | URL;
  /** What a relative url is relative to; the page. */
  base?: string | URL;
  /** Who this is; anonymous when absent. */
  user?: string;
  /** Another implementation of WebSocket. */
  WebSocket?: any;
  /** Milliseconds before the first attempt to come back (500); doubled each time, with jitter. */
  firstPause?: number;
  /** The longest pause between attempts (10000). */
  longestPause?: number;
  /** A socket that is silent for so long is given up (45000). */
  silence?: number;
  /** Before what could not be served is asked again (2000). */
  retry?: number;
}

export interface Events {
  state: { state: State; code?: number; reason?: string };
  /** Every message as it came. */
  message: any;
  /** What was refused and has no handler of its own. */
  error: { id?: string; problem: Problem };
}

export class FeedError extends Error {
  constructor(problem: Problem);
  readonly problem: Problem;
  readonly status: number;
}

export function feedUrl(url?: string | URL, base?: string | URL): URL;

export class FeedClient {
  constructor(options?: Options);
  readonly state: State;
  connect(): this;
  close(): void;
  listen<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): () => void;
  subscribe<Item = any>(
    request: SubscriptionRequest,
    handler?: Handler<Item> | ((action: Action, item: Item, message: object) => void),
  ): Subscription;
  unsubscribe(id: string): Promise<void>;
  collect<Item = any>(
    request: SubscriptionRequest,
    changed?: (items: Map<string, Item>, change: { action: Action | "snapshot"; item?: Item; items?: Item[] }) => void,
  ): Collection<Item>;
  send(message: { type: string; id?: string; [field: string]: any }): Promise<any>;
  interact(interaction: object, options?: { wait?: number }): Promise<Answer>;
  change(device: string, changes: object, options?: { version?: number }): Promise<Answer>;
  phase(id: string, phase: Phase): void;
}
