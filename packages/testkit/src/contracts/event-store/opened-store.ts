import type { EventStore } from "@mozaiks/ai-runtime/ports";

/** A fresh, empty store under test. Disposing it closes the store and removes its data. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: EventStore;
  /** Closes the store and opens the same data again; the first `store` is dead after that. */
  reopen(): Promise<EventStore>;
}

export type OpenStore = () => Promise<OpenedStore>;
