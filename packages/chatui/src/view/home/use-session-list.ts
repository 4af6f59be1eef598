import type { SessionRow } from "@mozaiks/contracts/fold";
import { useCallback, useState } from "react";
import { useServices } from "../services.ts";
import { useLoaded, type Loaded } from "../use-loaded.ts";

/** Earlier chats, newest first, as far as they were asked for. */
export interface LoadedSessions extends Loaded<readonly SessionRow[]> {
  /** Brings older ones; absent when there are none. */
  readonly loadMore?: () => void;
}

const pageSize = 30;

export function useSessionList(): LoadedSessions {
  const { api } = useServices();
  const [pages, setPages] = useState(1);
  const load = useCallback(async () => {
    const found: SessionRow[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < pages; page += 1) {
      const answer = await api.listSessions({ limit: pageSize, ...(cursor !== undefined && { cursor }) });
      found.push(...answer.sessions);
      cursor = answer.next_cursor;
      if (cursor === undefined) break;
    }
    return { found, hasMore: cursor !== undefined };
  }, [api, pages]);
  const loaded = useLoaded(load);
  return {
    ...loaded,
    value: loaded.value?.found,
    ...(loaded.value?.hasMore && { loadMore: () => setPages(pages + 1) }),
  };
}
