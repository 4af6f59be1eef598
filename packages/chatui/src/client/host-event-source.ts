/** Calls back for events by name. */
export interface HostEventSource<Events extends object> {
  /** Returns what ends the subscription. */
  readonly on: <Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void) => () => void;
  readonly emit: <Name extends keyof Events>(name: Name, detail: Events[Name]) => void;
  /** Forgets every listener. */
  readonly clear: () => void;
}

/** A listener that throws is reported like any uncaught error of the page, and keeps nobody else from hearing. */
export function createHostEventSource<Events extends object>(): HostEventSource<Events> {
  const listeners = new Map<keyof Events, Set<(detail: never) => void>>();
  return {
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard);
      const entry = (detail: never): void => listener(detail);
      heard.add(entry);
      return () => void heard.delete(entry);
    },
    emit(name, detail) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(detail as never);
        } catch (thrown) {
          queueMicrotask(() => {
            throw thrown;
          });
        }
      }
    },
    clear: () => listeners.clear(),
  };
}
