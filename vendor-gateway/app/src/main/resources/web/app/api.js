import { settings } from "./settings.js";

/** An answer that is not the one hoped for; its message can be shown to people. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? WORDS[status] ?? `The service answered with status ${status}.`);
    this.status = status;
    this.violations = problem?.violations ?? [];
  }

  /** What is wrong with a field; undefined when nothing is. */
  of(field) {
    const found = this.violations.find((each) => each.field === field || each.field.startsWith(`${field}.`));
    return found?.message;
  }
}

const WORDS = {
  404: "It is not there any more.",
  412: "Somebody else has changed it in the meantime. Close this and open it again to see how it is now.",
  502: "The service cannot be reached.",
  503: "The service cannot be reached. It usually comes back by itself.",
};

/** The path is relative, so that it also works behind a path prefix. Answers the JSON; undefined when there is none. */
export async function api(method, path, { body, headers = {}, signal } = {}) {
  const raw = body instanceof Blob || typeof body === "string";
  const answer = await fetch(new URL(path, document.baseURI), {
    method,
    signal,
    headers: { ...caller(), ...(body === undefined || raw ? {} : { "Content-Type": "application/json" }), ...headers },
    body: raw || body === undefined ? body : JSON.stringify(body),
  }).catch((failure) => {
    if (failure.name === "AbortError") throw failure;
    throw new ApiError(0, { detail: "Lamplighter cannot be reached." });
  });
  const text = await answer.text();
  const json = parsed(text);
  if (!answer.ok) throw new ApiError(answer.status, json);
  return json;
}

/** A key that makes it safe to send again what was perhaps received; browsers offer UUIDs to secure pages only. */
export const idempotencyKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

export const get = (path, parameters = {}, options) => api("GET", withQuery(path, parameters), options);

/** Parameters that are undefined, null or empty are left out; lists are repeated. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== null && each !== "") query.append(name, each);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

function caller() {
  const name = settings.name.trim();
  return name ? { "X-Requested-By": encodeName(name) } : {};
}

/** A header carries Latin-1 only. */
function encodeName(name) {
  return /^[\x20-\x7e\xa0-\xff]+$/.test(name) ? name : name.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
}

function parsed(text) {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
