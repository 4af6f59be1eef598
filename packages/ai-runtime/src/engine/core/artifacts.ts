import { problems, type EventOf, type Json, type JsonObject, type SessionEvent } from "@mozaiks/contracts";
import { type ArtifactCard, createArtifact, patchState, updateArtifact } from "@mozaiks/contracts/fold";
import type { Draft, DraftOf } from "./draft.ts";
import type { SessionState } from "./state.ts";

/** An artifact at its newest version. A big state is in the blob store, under the hash `state_blob`. */
export type Artifact = ArtifactCard & { readonly state_blob?: string };

export type Artifacts = Readonly<Record<string, Artifact>>;

/** A tool's change of an artifact; `strict`: only of the version that the tool knew. */
export type ArtifactUpdate = DraftOf<"artifact_updated"> & { readonly strict?: boolean };

/** The part of the fold that keeps artifacts: the same that clients see, with where big states are. */
export function evolveArtifacts(state: SessionState, event: SessionEvent): SessionState {
  if (event.type !== "artifact_created" && event.type !== "artifact_updated") return state;
  const artifacts = foldArtifact(state.artifacts, event);
  return artifacts === state.artifacts ? state : { ...state, artifacts };
}

/** The artifacts after one event; the same object when it changes nothing. */
export function foldArtifact(
  artifacts: Artifacts,
  event: Omit<EventOf<"artifact_created">, Stamped> | Omit<EventOf<"artifact_updated">, Stamped>,
): Artifacts {
  const stamped = { ...event, seq: 1, chat_id: "", event_id: "", timestamp: "" };
  const next =
    stamped.type === "artifact_created" ? createArtifact(artifacts, stamped) : updateArtifact(artifacts, stamped);
  const { artifact_id, state_blob } = event;
  const card = next === artifacts ? undefined : next[artifact_id];
  return card && state_blob !== undefined ? { ...next, [artifact_id]: { ...card, state_blob } } : next;
}

type Stamped = "seq" | "chat_id" | "event_id" | "timestamp" | "run_id" | "client_id";

/** The artifacts as prompts and expressions know them, oldest first; a big state is left out. */
export function artifactList({ artifacts }: Pick<SessionState, "artifacts">): readonly JsonObject[] {
  return Object.values(artifacts).map(({ artifact_id, artifact_type, title, version, state }) => ({
    artifact_id,
    type: artifact_type,
    title,
    version,
    ...(state !== undefined && { state }),
  }));
}

/**
 * A step's events, made to follow the artifacts as they are when it is recorded: another call of the step or a person may
 * have changed them since the tool read them. A call whose change no longer fits fails, and changes nothing.
 */
export function settleArtifacts(artifacts: Artifacts, step: readonly Draft[]): readonly Draft[] {
  if (!step.some((draft) => draft.type === "artifact_updated")) return step;
  const settled: Draft[] = [];
  let current = artifacts;
  let conflict: string | undefined;
  let call = { start: 0, artifacts };
  for (const draft of step) {
    if (draft.type === "artifact_created") {
      current = foldArtifact(current, draft);
      settled.push(draft);
    } else if (draft.type === "artifact_updated") {
      const next = follow(current[draft.artifact_id], draft);
      if (next) {
        current = foldArtifact(current, next);
        settled.push(next);
      } else conflict ??= draft.artifact_id;
    } else if (draft.type === "tool_result") {
      if (conflict === undefined) settled.push(draft);
      else {
        settled.splice(call.start, settled.length, conflictResult(draft, conflict));
        current = call.artifacts;
      }
      conflict = undefined;
      call = { start: settled.length, artifacts: current };
    } else settled.push(draft);
  }
  return settled;
}

/** The update as the next version of the artifact; undefined when it cannot be. */
function follow(known: Artifact | undefined, update: ArtifactUpdate): DraftOf<"artifact_updated"> | undefined {
  const { strict, ...draft } = update;
  if (!known) return undefined;
  const version = known.version + 1;
  if (draft.version === version) return draft;
  if (strict || !draft.patch || known.state === undefined) return undefined;
  return patchState(known.state, draft.patch) === undefined ? undefined : { ...draft, version };
}

function conflictResult({ call_id, name }: DraftOf<"tool_result">, artifactId: string): Draft {
  const code = "artifact.version-conflict";
  const detail = `artifact ${artifactId} was changed by somebody else while the tool ran; read it again`;
  return { type: "tool_result", call_id, name, status: "error", error: { code, title: problems[code].title, detail } };
}

/** The patch of a change, or the replacement of the whole where that is shorter. */
export function shorterPatch(patch: readonly object[], state: Json): readonly object[] {
  const whole = [{ op: "replace", path: "", value: state }];
  return JSON.stringify(patch).length <= JSON.stringify(whole).length ? patch : whole;
}
