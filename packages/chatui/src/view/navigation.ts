import type { SurfaceLayout } from "../client/surface-state.ts";
import { createContext, useContext, useSyncExternalStore } from "react";

/** What is looked at: which chat, of which workflow, and which message of it. Nothing = the start. */
export interface Place {
  readonly chat?: string;
  readonly workflow?: string;
  /** The `message_id` that is to be shown. */
  readonly message?: string;
  /** What stands beside the chat: an artifact's id, or a place of `ArtifactView`. */
  readonly artifact?: string;
  /** The artifact's version; absent: the newest. */
  readonly version?: number;
  /** How chat and artifact share the room. Default with an artifact: `split`. */
  readonly layout?: SurfaceLayout;
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
  /** Whether something can stand beside the chat now. Absent: always. */
  readonly showsArtifacts?: () => boolean;
  /** Told that a chat was deleted. */
  readonly onGone?: (chatId: string) => void;
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
    () => keyOf(navigation.place()),
    () => keyOf({}),
  );
  return JSON.parse(key) as Place;
}

function keyOf({ chat, workflow, message, artifact, version, layout }: Place): string {
  return JSON.stringify({ chat, workflow, message, artifact, version, layout });
}
