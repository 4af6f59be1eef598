import { createContext, useContext, useSyncExternalStore } from "react";

/** What is looked at: which chat, of which workflow. Nothing = the start. */
export interface Place {
  readonly chat?: string;
  readonly workflow?: string;
}

/** Where one is and how one gets elsewhere: the address bar of a page, or the state of an overlay. */
export interface Navigation {
  /** The place now. Equal places may be the same object or not. */
  readonly place: () => Place;
  /** Calls back after every move; returns what ends that. */
  readonly subscribe: (onMove: () => void) => () => void;
  /** Shows another place. `replace` leaves no step to go back to. */
  readonly goTo: (place: Place, replace?: boolean) => void;
  /** A link's target for the place, where places have addresses. */
  readonly addressOf?: (place: Place) => string;
  /** Told what is looked at, and undefined when that is over. */
  readonly onTitle?: (title: string | undefined) => void;
}

export const NavigationContext = createContext<Navigation | undefined>(undefined);

/** @throws Error outside a surface or page. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error("This component must be inside a chat surface");
  return navigation;
}

/** The place that is looked at now. */
export function usePlace(): Place {
  const navigation = useNavigation();
  const key = useSyncExternalStore(
    navigation.subscribe,
    () => JSON.stringify([navigation.place().chat, navigation.place().workflow]),
    () => "[]",
  );
  const [chat, workflow] = JSON.parse(key) as [string | null | undefined, string | null | undefined];
  return { ...(typeof chat === "string" && { chat }), ...(typeof workflow === "string" && { workflow }) };
}
