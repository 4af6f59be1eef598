import { existsSync, readFileSync } from "node:fs";

/** A line that something outside the runtime's memory left. */
export interface TakenEffect {
  readonly row: string;
  readonly what: string;
  readonly key: string;
  readonly pid: number;
}

/** What a row's tools, hooks and processes did so far, whichever server they ran under. */
export function readHits(file: string, row: string): readonly TakenEffect[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as TakenEffect).filter((hit) => hit.row === row);
}
