import type { Operation } from "rfc6902";
// Not the whole library: whoever folds, a chat page too, needs nothing of its diff.
import { apply } from "rfc6902/patch.js";
import type { EventOf } from "../events.ts";
import type { ArtifactCard } from "../frames.ts";
import type { Json } from "../ids.ts";
import { lookup, present, without } from "./record.ts";

type Artifacts = Readonly<Record<string, ArtifactCard>>;

export function createArtifact(artifacts: Artifacts, event: EventOf<"artifact_created">): Artifacts {
  const { artifact_id, artifact_type, title, display, version } = event;
  if (lookup(artifacts, artifact_id)) return artifacts;
  const card = { artifact_id, artifact_type, title, display, version, ...present(event, "state", "state_ref") };
  return { ...artifacts, [artifact_id]: card };
}

/** The next version of an artifact. Where its state cannot be computed the card says by `state_ref` where to get it. */
export function updateArtifact(artifacts: Artifacts, event: EventOf<"artifact_updated">): Artifacts {
  const { artifact_id, version } = event;
  const known = lookup(artifacts, artifact_id);
  if (!known || version <= known.version) return artifacts;
  const base = without(known, "state", "state_ref");
  const state = patched(known, event);
  const next: ArtifactCard =
    state === undefined
      ? { ...base, version, state_ref: event.state_ref ?? `/api/artifacts/${artifact_id}?version=${version}` }
      : { ...base, version, state };
  return { ...artifacts, [artifact_id]: next };
}

function patched(known: ArtifactCard, event: EventOf<"artifact_updated">): Json | undefined {
  if (event.state_ref !== undefined || !event.patch) return undefined;
  if (known.state === undefined || event.version !== known.version + 1) return undefined;
  return patchState(known.state, event.patch);
}

/**
 * What a JSON Patch (RFC 6902) makes of a state; undefined when it does not apply as a whole.
 * It is applied under a member, because the library cannot replace the root of a document.
 */
export function patchState(state: Json, patch: readonly object[]): Json | undefined {
  const document = { state: JSON.parse(JSON.stringify(state)) as Json };
  try {
    const results = (patch as readonly Operation[]).map((operation) => apply(document, underState(operation)));
    return results.every((result) => result === null) ? document.state : undefined;
  } catch {
    return undefined;
  }
}

function underState(operation: Operation): Operation {
  const moved = { ...operation, path: `/state${operation.path}` };
  return "from" in moved ? { ...moved, from: `/state${moved.from}` } : moved;
}
