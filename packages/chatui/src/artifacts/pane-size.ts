import type { KeyValueStorage } from "../core/key-value-storage.ts";

const key = "mozaiks.artifact-pane";
const usual = 55;

/** How much of the width the pane may have, in percent. */
export const paneLimits = { least: 25, most: 75 } as const;

/** A share within the limits, in whole percent. */
export function toPaneSize(percent: number): number {
  if (!Number.isFinite(percent)) return usual;
  return Math.round(Math.min(paneLimits.most, Math.max(paneLimits.least, percent)));
}

export function recallPaneSize(storage: KeyValueStorage): number {
  const kept = storage.getItem(key);
  return kept === null ? usual : toPaneSize(Number(kept));
}

export function rememberPaneSize(storage: KeyValueStorage, percent: number): void {
  storage.setItem(key, String(percent));
}
