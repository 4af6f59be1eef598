import type { DataEngine } from "./data/data-engine.ts";
import type { CompiledApp } from "./definition/compiled-app.ts";
import type { Log } from "./log.ts";

/** What everything above the store works with. */
export interface Kernel {
  readonly app: CompiledApp;
  readonly engine: DataEngine;
  readonly now: () => Date;
  /** A lower-case UUIDv7. */
  readonly newId: () => string;
  readonly log: Log;
}
