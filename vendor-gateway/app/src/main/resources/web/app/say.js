const heard = new EventTarget();

/** Tells the user something that is gone after a while; errors stay until they are closed. */
export function say(text, kind = "good") {
  heard.dispatchEvent(new CustomEvent("say", { detail: { text, kind } }));
}

/** Tells the user what went wrong. */
export const sayError = (failure) => say(failure.message, "bad");

export const onSay = (listener) => heard.addEventListener("say", (event) => listener(event.detail));
