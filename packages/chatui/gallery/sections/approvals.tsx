import type { GalleryState } from "../gallery-state.ts";
import { approval } from "../data/rows.ts";
import { Items } from "../stage/items.tsx";

const open = [approval("open")];
const approved = [approval("answered", { decision: "approve" })];
const closed = (["denied", "timeout", "cancelled", "unknown"] as const).map((status) => approval(status));

/** Calls that need consent. */
export const approvals: readonly GalleryState[] = [
  { name: "open", show: () => <Items rows={open} isLast /> },
  { name: "approved", show: () => <Items rows={approved} /> },
  { name: "every other end", show: () => <Items rows={closed} /> },
];
