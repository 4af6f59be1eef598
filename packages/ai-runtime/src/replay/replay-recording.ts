import type { SessionEvent } from "@mozaiks/contracts";
import { compileDefinition } from "../definitions/compile-definition.ts";
import type { StoredDefinition } from "../ports/event-store.ts";
import { type Replay, replayLog } from "./replay-log.ts";

/**
 * Replays a whole recorded log with a definition; see {@link replayLog}.
 * @throws MozaiksError `definition.invalid` when the stored manifest cannot be read.
 */
export function replayRecording(definition: StoredDefinition, events: readonly SessionEvent[]): Replay {
  return replayLog(compileDefinition(definition), events);
}
