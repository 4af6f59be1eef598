import type { EventOf } from "../events.ts";
import type { ArtifactCard } from "../frames.ts";
import type { Json } from "../ids.ts";
import { patchState } from "./patch-state.ts";
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
