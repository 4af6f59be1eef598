import { MozaiksError, type Json } from "@mozaiks/contracts";
import { patchState } from "@mozaiks/contracts/fold";
import { createPatch } from "rfc6902";
import type { Definition } from "../definitions/definition.ts";
import type { ToolArtifact, ToolArtifacts } from "../tool.ts";
import { type Artifact, type Artifacts, type ArtifactUpdate, foldArtifact, shorterPatch } from "./core/artifacts.ts";
import type { DraftOf } from "./core/draft.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";

type ArtifactWrite = DraftOf<"artifact_created"> | ArtifactUpdate;

/** The artifacts as one tool call sees them: a snapshot with its own writes on top. */
export interface BufferedArtifacts extends ToolArtifacts {
  readonly writes: readonly ArtifactWrite[];
}

/** @param idOf the id of the call's nth new artifact: the same in every attempt, for an idempotent tool to find it again. */
export function createToolArtifacts(
  definition: Definition,
  snapshot: Artifacts,
  validator: SchemaValidator,
  idOf: (index: number) => string,
): BufferedArtifacts {
  const writes: ArtifactWrite[] = [];
  let artifacts = snapshot;
  let created = 0;

  function add(write: ArtifactWrite): void {
    writes.push(write);
    artifacts = foldArtifact(artifacts, write);
  }

  function find(artifactId: string): Artifact {
    const known = Object.hasOwn(artifacts, artifactId) ? artifacts[artifactId] : undefined;
    if (!known) throw new MozaiksError("artifact.not-found", `there is no artifact ${artifactId} in this session`);
    return known;
  }

  return {
    writes,
    async create({ type, title, display = "artifact", state: given }) {
      const state = toJson(given);
      checkArtifactState(definition, type, state, validator);
      const artifact_id = idOf(created);
      created += 1;
      add({ type: "artifact_created", artifact_id, artifact_type: type, title, display, state, version: 1 });
      return { artifact_id, version: 1 };
    },
    async update(artifactId, change, { expected_version } = {}) {
      const known = find(artifactId);
      checkVersion(known, expected_version);
      const before = stateOf(known);
      const patch = typeof change === "function" ? patchTo(before, change) : toJson(change);
      const state = Array.isArray(patch) ? patchState(before, patch as object[]) : undefined;
      if (state === undefined) throw new MozaiksError("artifact.invalid", `the patch does not apply to ${artifactId}`);
      checkArtifactState(definition, known.artifact_type, state, validator);
      const version = known.version + 1;
      add({
        type: "artifact_updated",
        artifact_id: artifactId,
        version,
        patch: [...shorterPatch(patch as object[], state)] as NonNullable<ArtifactUpdate["patch"]>,
        ...(expected_version !== undefined && { strict: true }),
      });
      return { version };
    },
    async get(artifactId) {
      const known = find(artifactId);
      return { ...summaryOf(known), state: structuredClone(stateOf(known)) };
    },
    list: () => Object.values(artifacts).map(summaryOf),
  };
}

/** @throws MozaiksError `artifact.version-conflict` when another version is expected than there is. */
export function checkVersion(known: Artifact, expected: number | undefined): void {
  if (expected === undefined || expected === known.version) return;
  throw new MozaiksError(
    "artifact.version-conflict",
    `artifact ${known.artifact_id} is at version ${known.version}, not ${expected}`,
  );
}

/** @throws MozaiksError `artifact.invalid` when the state does not fit the schema that its type declares. */
export function checkArtifactState(
  { manifest }: Definition,
  type: string,
  state: Json,
  validator: SchemaValidator,
): void {
  const schema = manifest.artifacts?.find((declared) => declared.type === type)?.schema;
  const wrong = schema ? validator.problems(schema, state) : [];
  if (wrong.length > 0) throw new MozaiksError("artifact.invalid", `no state of a ${type}: ${wrong.join("; ")}`);
}

function patchTo(before: Json, change: (state: Json) => Json): readonly object[] {
  const after: unknown = change(structuredClone(before));
  if (after === undefined) throw new MozaiksError("artifact.invalid", "the change returns no state");
  return createPatch({ state: before }, { state: toJson(after) }).map(fromState);
}

/** Compared under a member, because the library replaces no root; the member is left out of the paths again. */
function fromState<T extends { path: string; from?: string }>(operation: T): T {
  const strip = (path: string): string => path.slice("/state".length);
  return {
    ...operation,
    path: strip(operation.path),
    ...(operation.from !== undefined && { from: strip(operation.from) }),
  };
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

function stateOf({ state = null }: Artifact): Json {
  return state;
}

function summaryOf({ artifact_id, artifact_type, title, display, version }: Artifact): Omit<ToolArtifact, "state"> {
  return { artifact_id, type: artifact_type, title, display, version };
}
