import type { LiveList, LiveState } from "@mozaiks/core-runtime/client";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useSession } from "./session.tsx";

/** A list as it is now. `key` names it: another key is another list, and until it is there the last one is shown. */
export function useLive<R>(key: string, make: () => LiveList<R>): LiveState<R> {
  const { refresh } = useSession();
  // oxlint-disable-next-line react/exhaustive-deps -- the key stands for all that the list is made of
  const list = useMemo(make, [key]);
  const state = useSyncExternalStore(list.subscribe, () => list.state);
  const last = useRef(state);
  useEffect(() => {
    if (state.status === "live") last.current = state;
    // Signed out, or acting in another organisation: in another tab, or by somebody else.
    if (state.problem?.status === 401 || state.problem?.code === "organization.mismatch") refresh();
  }, [state, refresh]);
  return state.status === "loading" && last.current.status === "live" ? last.current : state;
}
