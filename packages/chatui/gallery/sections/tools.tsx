import type { GalleryState } from "../gallery-state.ts";
import { called } from "../data/rows.ts";
import { Items } from "../stage/items.tsx";

const input = { arguments: { city: "Lisbon", nights: 3, near: ["river", "old town"] } };
const failure = {
  error: { code: "tool.failed", title: "The hotel search did not answer", detail: "It was asked three times." },
};

const running = [called("search_hotels", "running")];
const progress = [called("search_hotels", "running", { progress: { percent: 40, message: "12 of 30 hotels" } })];
const bare = [called("search_hotels", "running", { progress: { percent: 65 } })];
const done = [called("search_hotels", "ok", { ...input, result: { found: 2, cheapest: 118 }, duration_ms: 2_400 })];
const quick = [called("note", "ok", { duration_ms: 180 })];
const failed = [called("search_hotels", "error", { ...failure, duration_ms: 61_000 })];
const others = (["timeout", "denied", "dismissed", "cancelled", "unknown"] as const).map((status) =>
  called("search_hotels", status),
);

/** Calls of tools. */
export const tools: readonly GalleryState[] = [
  { name: "running", show: () => <Items rows={running} /> },
  { name: "with progress in words", show: () => <Items rows={progress} /> },
  { name: "with progress in numbers", show: () => <Items rows={bare} /> },
  { name: "done", show: () => <Items rows={done} /> },
  { name: "done, and nothing to see of it", show: () => <Items rows={quick} /> },
  { name: "failed", show: () => <Items rows={failed} /> },
  { name: "every other end", show: () => <Items rows={others} /> },
];
