import { html, nothing } from "lit";
import { icon } from "../icons.js";
import { STATES, why } from "../words.js";
import { ago, count } from "../format.js";
import { live } from "../live.js";

/** A state as a coloured word; the colour never tells anything alone. */
export function badge(state, title = "") {
  const [text, kind] = STATES[state] ?? [state, "quiet"];
  return html`<span class="badge ${kind}" title=${title || nothing}>${text}</span>`;
}

export function healthBadge(device) {
  const { state, reason, run } = live.health(device);
  return badge(state, reason ?? (run ? `${why(run)} (${ago(run.endedAt)})` : ""));
}

/** Who else looks at a device, and who is about to change it. */
export function watcherBadges(id) {
  const { viewing, controlling } = live.watchers(id);
  return html`${viewing.length
    ? html`<span class="watch" title=${viewing.join(", ")}>${icon("eye")}<span class="hidden">watched by </span>${viewing.length}</span>`
    : nothing}
  ${controlling.length
    ? html`<span class="watch controlling" title=${`${controlling.join(", ")} is about to change it`}>${icon("hand")}${controlling[0]}</span>`
    : nothing}`;
}

const ORDER = ["succeeded", "acknowledged", "dispatched", "scheduled", "skipped", "cancelled", "expired", "timed_out", "failed"];

/** How far a fan-out has come: one bar, a part for each state, told in words too. */
export function fanOut(runs = {}) {
  const total = Object.values(runs).reduce((sum, many) => sum + many, 0);
  if (total === 0) return html`<span class="quiet">no runs</span>`;
  const there = ORDER.filter((state) => runs[state]);
  const text = there.map((state) => `${runs[state]} ${STATES[state][0]}`).join(", ");
  return html`<span class="fan-out">
    <span class="bar" role="img" aria-label=${text}>
      ${there.map((state) => html`<i class=${STATES[state][1]} style="flex-grow:${runs[state]}" title=${`${runs[state]} ${STATES[state][0]}`}></i>`)}
    </span>
    <span>${runs.succeeded ?? 0}<span class="quiet"> of ${count(total, "run")}</span></span>
  </span>`;
}
