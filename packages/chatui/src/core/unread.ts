import type { SessionView } from "@mozaiks/contracts/fold";
import { readJson, writeJson, type KeyValueStorage } from "./key-value-storage.ts";

/** Up to where a person has read a chat. Stored when it moves, so that tabs and reloads agree. */
export interface ReadMark {
  /** What agents said and asked after the mark. The first view of a chat never opened here counts as read. */
  count(view: SessionView): number;
  /** Everything in the view is read. */
  advance(view: SessionView): void;
}

export function openReadMark(storage: KeyValueStorage, chatId: string): ReadMark {
  const key = `mozaiks.read.${chatId}`;
  const load = (): number | undefined => {
    const stored = readJson(storage, key);
    return typeof stored === "number" ? stored : undefined;
  };
  let mark = load();
  return {
    advance({ head_seq }) {
      mark = Math.max(head_seq, load() ?? 0);
      writeJson(storage, key, mark);
    },
    count(view) {
      const seq = (mark ??= view.head_seq);
      let count = 0;
      for (let index = view.rows.length - 1; index >= 0; index -= 1) {
        const row = view.rows[index];
        if (!row || row.seq <= seq) break;
        if (row.kind === "request" ? row.status === "open" : row.kind === "message" && row.role === "agent") count += 1;
      }
      return count;
    },
  };
}
