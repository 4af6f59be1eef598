import { useEffect, useState } from "react";
import type * as rows from "./virtual-rows.tsx";

/** What mounts only what can be seen. */
export type RowList = typeof rows;

let loaded: RowList | undefined;

/** The list for long conversations, which is loaded with the first of them. `isComing`: one was opened before it was there. */
export function useRowList(isLong: boolean): { readonly list: RowList | undefined; readonly isComing: boolean } {
  const [list, setList] = useState(loaded);
  const [isComing, setComing] = useState(isLong && !list);
  const isWanted = isLong && !list;
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    const go = (found: RowList | undefined): void => {
      if (!isCurrent) return;
      setList(found);
      setComing(false);
    };
    // Without the list all of a long conversation is mounted: slower, and nothing is missing.
    loadRowList().then(go, () => go(undefined));
    return () => {
      isCurrent = false;
    };
  }, [isWanted]);
  return { list, isComing };
}

async function loadRowList(): Promise<RowList> {
  loaded ??= await import("./virtual-rows.tsx");
  return loaded;
}
