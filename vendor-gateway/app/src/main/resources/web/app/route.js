/** Where the user is: kept in the hash, so that every page can be linked to, and needs nothing of the server. */
export function current() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [page = "devices", ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { page, rest, query: new URLSearchParams(query) };
}

export function href(page, rest = [], query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value);
  const text = new URLSearchParams(kept).toString();
  return `#/${[page, ...[rest].flat()].map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

export function go(page, rest, query) {
  location.hash = href(page, rest, query);
}

/** Changes the address without a new entry in the history, as typing into a filter does. */
export function stay(page, rest, query) {
  history.replaceState(null, "", href(page, rest, query));
}
