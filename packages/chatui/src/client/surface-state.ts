/** A chat that a mode shows. */
export interface ChatRef {
  readonly chat_id: string;
  readonly workflow_name?: string;
}

export type Surface = "bubble" | "widget" | "overlay";
export type ChatMode = "ask" | "workflow";
/** How chat and artifact share the overlay. `view` = the artifact alone; `minimised` = the artifact as a strip. */
export type SurfaceLayout = "full" | "split" | "minimised" | "view";

interface Remembered {
  /** The chat of each mode. Workflow mode without one shows the picker. */
  readonly chats: { readonly ask?: ChatRef; readonly workflow?: ChatRef };
  /** The chats that led to the one of workflow mode, oldest first: the steps of a journey that are behind. */
  readonly trail: readonly ChatRef[];
}

/** What is shown where. `last` = the surface that opens next time; only the overlay has modes and layouts to choose. */
export type SurfaceState = Remembered &
  (
    | { readonly surface: "bubble" | "widget"; readonly last: "widget"; readonly mode: "ask"; readonly layout: "full" }
    | {
        readonly surface: "bubble" | "overlay";
        readonly last: "overlay";
        readonly mode: "ask";
        readonly layout: "full";
      }
    | {
        readonly surface: "bubble" | "overlay";
        readonly last: "overlay";
        readonly mode: "workflow";
        readonly layout: SurfaceLayout;
      }
  );

/** Everything that can happen to the surfaces. */
export type SurfaceEvent =
  | { readonly type: "open" }
  | { readonly type: "close" }
  | { readonly type: "toggle" }
  /** Ask mode: in the overlay when that is open, else in the widget. */
  | { readonly type: "ask"; readonly chat?: ChatRef }
  /** Workflow mode, in the overlay, with this chat or with the picker. `follows` = the chat shown now led there. */
  | { readonly type: "workflow"; readonly chat?: ChatRef; readonly follows?: boolean }
  /** The other mode, with the chat it had. */
  | { readonly type: "switch"; readonly mode: ChatMode }
  /** From the widget to the overlay. */
  | { readonly type: "expand" }
  /** From the overlay to the widget, which knows Ask mode only. */
  | { readonly type: "shrink" }
  | { readonly type: "arrange"; readonly layout: SurfaceLayout }
  /** The chat exists no more. */
  | { readonly type: "forget"; readonly chat_id: string };

/** Nothing opened yet. */
export const closedSurface: SurfaceState = {
  surface: "bubble",
  last: "widget",
  mode: "ask",
  layout: "full",
  chats: {},
  trail: [],
};

/** The surfaces after an event. Pure and total; an event that changes nothing answers the same object. */
export function toNextSurface(state: SurfaceState, event: SurfaceEvent): SurfaceState {
  const next = apply(state, event);
  return isSame(state, next) ? state : next;
}

/** The chat that the mode of the state shows. */
export function shownChat({ mode, chats }: SurfaceState): ChatRef | undefined {
  return chats[mode];
}

function apply(state: SurfaceState, event: SurfaceEvent): SurfaceState {
  switch (event.type) {
    case "open":
      return opened(state);
    case "close":
      return { ...state, surface: "bubble" };
    case "toggle":
      return state.surface === "bubble" ? opened(state) : { ...state, surface: "bubble" };
    case "ask": {
      const chats = event.chat ? { ...state.chats, ask: event.chat } : state.chats;
      return inAsk({ chats, trail: state.trail }, state.surface === "overlay");
    }
    case "workflow":
      return inWorkflow(state, event.chat, event.follows === true);
    case "switch":
      if (state.surface !== "overlay" || state.mode === event.mode) return state;
      if (event.mode === "ask") return inAsk(state, true);
      return { ...remembered(state), surface: "overlay", last: "overlay", mode: "workflow", layout: "full" };
    case "expand":
      return state.surface === "widget" ? inAsk(state, true) : state;
    case "shrink":
      return state.surface === "overlay" ? inAsk(state, false) : state;
    case "arrange":
      return state.mode === "workflow" && state.chats.workflow ? { ...state, layout: event.layout } : state;
    case "forget":
      return forgotten(state, event.chat_id);
  }
}

function opened(state: SurfaceState): SurfaceState {
  return state.last === "widget" ? { ...state, surface: "widget" } : { ...state, surface: "overlay" };
}

function inAsk(state: Remembered, isOverlay: boolean): SurfaceState {
  const ask = { ...remembered(state), mode: "ask", layout: "full" } as const;
  return isOverlay ? { ...ask, surface: "overlay", last: "overlay" } : { ...ask, surface: "widget", last: "widget" };
}

function inWorkflow(state: SurfaceState, chat: ChatRef | undefined, follows: boolean): SurfaceState {
  const before = state.chats.workflow;
  const isSameChat = chat !== undefined && chat.chat_id === before?.chat_id;
  const { workflow: _left, ...others } = state.chats;
  return {
    chats: chat ? { ...others, workflow: isSameChat ? { ...before, ...chat } : chat } : others,
    trail: isSameChat ? state.trail : trailTo(state.trail, chat, follows ? before : undefined),
    surface: "overlay",
    last: "overlay",
    mode: "workflow",
    layout: isSameChat && state.mode === "workflow" ? state.layout : "full",
  };
}

/** Going back along the trail shortens it; going elsewhere ends it. */
function trailTo(trail: readonly ChatRef[], chat: ChatRef | undefined, from: ChatRef | undefined): readonly ChatRef[] {
  const back = trail.findIndex(({ chat_id }) => chat_id === chat?.chat_id);
  if (back >= 0) return trail.slice(0, back);
  return chat && from ? [...trail, from] : [];
}

function forgotten(state: SurfaceState, chatId: string): SurfaceState {
  const isThere = (chat: ChatRef | undefined): chat is ChatRef => chat !== undefined && chat.chat_id !== chatId;
  const { ask, workflow } = state.chats;
  const chats = { ...(isThere(ask) && { ask }), ...(isThere(workflow) && { workflow }) };
  const trail = isThere(workflow) ? state.trail.filter(isThere) : [];
  return state.mode === "workflow" && !isThere(workflow)
    ? { ...state, chats, trail, layout: "full" }
    : { ...state, chats, trail };
}

function remembered({ chats, trail }: Remembered): Remembered {
  return { chats, trail };
}

function isSame(a: SurfaceState, b: SurfaceState): boolean {
  if (a === b) return true;
  const isFlat = a.surface === b.surface && a.last === b.last && a.mode === b.mode && a.layout === b.layout;
  return (
    isFlat && isSameRef(a.chats.ask, b.chats.ask) && isSameRef(a.chats.workflow, b.chats.workflow) && isSameTrail(a, b)
  );
}

function isSameTrail({ trail }: SurfaceState, { trail: other }: SurfaceState): boolean {
  return trail.length === other.length && trail.every((chat, index) => isSameRef(chat, other[index]));
}

function isSameRef(a: ChatRef | undefined, b: ChatRef | undefined): boolean {
  return a === b || (a?.chat_id === b?.chat_id && a?.workflow_name === b?.workflow_name);
}
