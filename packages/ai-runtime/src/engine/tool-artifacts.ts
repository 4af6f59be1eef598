import { MozaiksError, type Json } from "@mozaiks/contracts";
import { patchState } from "@mozaiks/contracts/fold";
import { createPatch } from "rfc6902";
import type { Definition } from "../definitions/definition.ts";
import type { ToolArtifact, ToolArtifacts } from "../tool.ts";
import type { ArtifactStates, ArtifactWrite } from "./artifact-states.ts";
import { type Artifact, type Artifacts, type ArtifactUpdate, shorterPatch } from "./core/artifacts.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";

/** The artifacts as one tool call sees them: a snapshot with its own writes on top. */
export interface BufferedArtifacts extends ToolArtifacts {
  /** What is to be recorded: asked for once, when the call has succeeded. */
  writes(): Promise<readonly ArtifactWrite[]>;
}

/** An artifact with the state that the call gave it. */
interface Known extends Artifact {
  readonly written?: Json;
}

/** @param idOf the id of the call's nth new artifact: the same in every attempt, for an idempotent tool to find it again. */
export function createToolArtifacts(
  definition: Definition,
  { artifacts: snapshot, states }: { artifacts: Artifacts; states: ArtifactStates },
  validator: SchemaValidator,
  idOf: (index: number) => string,
): BufferedArtifacts {
  const known = new Map<string, Known>(Object.entries(snapshot));
  const writes: { readonly write: ArtifactWrite; readonly state: Json; readonly base?: Artifact }[] = [];
  let created = 0;

  function find(artifactId: string): Known {
    const found = known.get(artifactId);
    if (!found) throw new MozaiksError("artifact.not-found", `there is no artifact ${artifactId} in this session`);
    return found;
  }

  const stateOf = async (artifact: Known): Promise<Json> => artifact.written ?? (await states.read(artifact));

  return {
    async writes() {
      const byReference = new Set<string>();
      const recorded: ArtifactWrite[] = [];
      for (const { write, state, base } of writes) {
        const before = base && byReference.has(base.artifact_id) ? {} : base;
        const kept = await states.keep(write, state, before);
        if (kept.state_blob !== undefined) byReference.add(kept.artifact_id);
        recorded.push(kept);
      }
      return recorded;
    },
    async create({ type, title, display = "artifact", state: given }) {
      const state = toJson(given);
      checkArtifactState(definition, type, state, validator);
      await states.checkFiles(state);
      const artifact_id = idOf(created);
      created += 1;
      const card = { artifact_id, artifact_type: type, title, display, version: 1 } as const;
      known.set(artifact_id, { ...card, state, written: state });
      writes.push({ write: { ...card, type: "artifact_created", state }, state });
      return { artifact_id, version: 1 };
    },
    async update(artifactId, change, { expected_version } = {}) {
      const base = find(artifactId);
      checkVersion(base, expected_version);
      const before = await stateOf(base);
      const patch = typeof change === "function" ? patchTo(before, change) : toJson(change);
      const state = Array.isArray(patch) ? patchState(before, patch as object[]) : undefined;
      if (state === undefined) throw new MozaiksError("artifact.invalid", `the patch does not apply to ${artifactId}`);
      checkArtifactState(definition, base.artifact_type, state, validator);
      await states.checkFiles(state);
      const version = base.version + 1;
      const write: ArtifactUpdate = {
        type: "artifact_updated",
        artifact_id: artifactId,
        version,
        patch: [...shorterPatch(patch as object[], state)] as NonNullable<ArtifactUpdate["patch"]>,
        ...(expected_version !== undefined && { strict: true }),
      };
      known.set(artifactId, { ...base, version, written: state });
      writes.push({ write, state, base });
      return { version };
    },
    async get(artifactId) {
      const found = find(artifactId);
      return { ...summaryOf(found), state: structuredClone(await stateOf(found)) };
    },
    keepFile: (bytes) => states.keepFile(bytes),
    list: () => [...known.values()].map(summaryOf),
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

function summaryOf({ artifact_id, artifact_type, title, display, version }: Artifact): Omit<ToolArtifact, "state"> {
  return { artifact_id, type: artifact_type, title, display, version };
}
