import { createStub, type QueuedCall } from "../client/window-api.ts";
import type { EmbedOptions } from "./embed-options.ts";
import type { startChat } from "./mozaiks-chat.tsx";
import { createStandIn, type StandIn } from "./stand-in.ts";
import type { TagOptions } from "./tag-options.ts";

export interface LoaderOptions {
  readonly tag: TagOptions;
  /** Fetches the rest. */
  readonly load: () => Promise<{ readonly startChat: typeof startChat }>;
}

/**
 * `window.mozaiksChat` and the launcher, while nothing else is there. The rest is loaded when somebody comes near, asks for
 * it, or the page has nothing to do; after a shutdown it begins anew.
 */
export function startLoader({ tag, load }: LoaderOptions): void {
  const before = window.mozaiksChat;
  if (before && !Array.isArray(before.q)) return;
  const api = (window.mozaiksChat = before ?? createStub());
  /** For the chat to run, as soon as it is there. */
  const waiting: QueuedCall[] = [];
  let { options } = tag;
  let home: HTMLElement | undefined;
  let standIn: StandIn | undefined;
  let listening = new AbortController();
  let isStarting = false;

  const wants = ([name]: QueuedCall): boolean => name === "open" || name === "toggle";

  function take(call: QueuedCall): void {
    const [name, given, answer] = call;
    if (name === "boot" || name === "update") {
      options = { ...options, ...(given[0] as EmbedOptions | undefined) };
      if (name === "boot") appear();
      else if (standIn) dress();
    } else if (name === "shutdown") {
      waiting.length = 0;
      disappear();
      forget();
    } else {
      // Pressing again what does not come at once does not take it back.
      if (name !== "toggle" || !waiting.some(wants)) waiting.push(call);
      if (wants(call)) void start(true);
      return;
    }
    answer?.(undefined);
  }

  function appear(): void {
    if (home) return;
    home = createPlace();
    home.dataset["mozaiksChat"] = "";
    document.body.append(home);
    dress();
    listening = new AbortController();
    listen(options.custom_launcher_selector, take, listening.signal);
    if (waiting.some(wants)) void start(true);
    else if (tag.isEager) whenIdle(() => void start(false));
  }

  function dress(): void {
    standIn?.element.remove();
    standIn = undefined;
    if (options.hide_default_launcher === true) return;
    standIn = createStandIn(options);
    const { button, element } = standIn;
    button.onclick = () => take(["toggle", []]);
    button.onpointerenter = button.onfocus = () => void load().catch(() => undefined);
    home?.append(element);
  }

  function disappear(): void {
    listening.abort();
    home?.remove();
    home = standIn = undefined;
  }

  async function start(isWanted: boolean): Promise<void> {
    const place = home;
    if (isStarting || !place) return;
    isStarting = true;
    if (isWanted) standIn?.show("loading");
    try {
      const { startChat } = await load();
      // Whoever is about to press the button must not lose it.
      const isTouched = standIn?.button.matches(":hover") === true && !waiting.some(wants);
      if (home === place && !isTouched) hand(place, startChat);
    } catch (thrown) {
      if (isWanted) standIn?.show("failed");
      reportError(thrown);
    } finally {
      isStarting = false;
    }
  }

  /** From now on the chat itself obeys, until it is shut down. */
  function hand(place: HTMLElement, begin: typeof startChat): void {
    const element = createPlace();
    const shown = standIn;
    listening.abort();
    place.append(element);
    api.q = waiting.splice(0);
    begin({
      element,
      options,
      onShown() {
        const hasFocus = shown?.element.shadowRoot?.activeElement === shown?.button;
        shown?.element.remove();
        return hasFocus;
      },
      onShutdown(config) {
        options = { ...options, ...config };
        disappear();
        obey();
      },
    });
  }

  function obey(): void {
    const calls = api.q as unknown as readonly QueuedCall[];
    api.q = { push: take };
    for (const call of calls) take(call);
  }

  whenBodyIsThere(() => {
    if (tag.boots) appear();
    obey();
  });
}

/** An element that takes no room. */
function createPlace(): HTMLElement {
  const place = document.createElement("div");
  place.style.cssText = "display:contents!important";
  return place;
}

/** The window's event and the host's own launchers, as calls. */
function listen(selector: string | undefined, take: (call: QueuedCall) => void, signal: AbortSignal): void {
  const open = (event: Event): void => take(["open", [event instanceof CustomEvent ? event.detail : undefined]]);
  addEventListener("mozaiks:chat:open", open, { signal });
  if (selector === undefined) return;
  const click = ({ target }: Event): void => {
    if (target instanceof Element && target.closest(selector)) take(["toggle", []]);
  };
  document.addEventListener("click", click, { signal });
}

/** At logout nothing of a chat stays, even if it was never opened on this page. */
function forget(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("mozaiks.")) localStorage.removeItem(key);
  } catch {
    // A page that may store nothing has nothing to forget.
  }
}

function whenBodyIsThere(run: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run, { once: true });
  else run();
}

function whenIdle(run: () => void): void {
  // Not every browser has it.
  const { requestIdleCallback: idle } = window as Partial<Window>;
  const wait = (): unknown => idle?.(run, { timeout: 5000 }) ?? setTimeout(run, 1000);
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}
