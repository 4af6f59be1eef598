import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A path in a folder of its own, removed with the test. */
export function sqliteFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "mozaiks-core-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "app.db");
}
