import { type ClientMessageOf, type Json, type JsonObject, MozaiksError } from "@mozaiks/contracts";
import { patchState } from "@mozaiks/contracts/fold";
import type { Definition } from "../definitions/definition.ts";
import type { ArtifactStates } from "./artifact-states.ts";
import { actionArguments, declaredAction } from "./core/artifact-actions.ts";
import type { Artifact } from "./core/artifacts.ts";
import type { Draft, DraftOf } from "./core/draft.ts";
import type { SessionState } from "./core/state.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { checkArtifactState, checkVersion } from "./tool-artifacts.ts";

/** What an action is admitted with. */
export interface ActionScope {
  readonly definition: Definition;
  readonly state: SessionState;
  readonly validator: SchemaValidator;
  readonly states: ArtifactStates;
  readonly by: string;
  /** The id of the call that carries the action out. */
  readonly callId: string;
  /** Opens a session of another workflow for the same person; resolves to its chat. */
  readonly launch: (workflowId: string, context: JsonObject) => Promise<{ chat_id: string; workflow_id: string }>;
}

/**
 * What a person's action on an artifact records. Only what the artifact's type declares may be done.
 * @throws MozaiksError `artifact.not-found`, `artifact.action-not-allowed`, `artifact.version-conflict`,
 * `artifact.invalid` when the patch does not apply or leads to a state the type cannot have, `message.invalid` when the
 * tool does not take the payload, and what opening a session throws.
 */
export async function actOnArtifact(
  scope: ActionScope,
  message: ClientMessageOf<"artifact_action">,
): Promise<readonly Draft[]> {
  const { definition, state, by } = scope;
  const { artifact_id, action } = message;
  const known = Object.hasOwn(state.artifacts, artifact_id) ? state.artifacts[artifact_id] : undefined;
  if (!known) throw new MozaiksError("artifact.not-found", `there is no artifact ${artifact_id} in this session`);
  const declared = declaredAction(definition, known.artifact_type, action);
  if (!declared)
    throw new MozaiksError("artifact.action-not-allowed", `a ${known.artifact_type} does not take ${action}`);
  checkVersion(known, message.expected_version);
  if (action === "update_state") return [await updateState(scope, known, message.payload)];
  const payload = toPayload(message.payload);
  if (declared.workflow !== undefined) {
    const { artifact_type: type, title, version } = known;
    const content = await scope.states.read(known);
    const context = { ...payload, artifact: { artifact_id, type, title, version, state: content } };
    const { chat_id, workflow_id } = await scope.launch(declared.workflow, context);
    return [{ type: "navigate", workflow_id, to_chat_id: chat_id, artifact_id, by }];
  }
  checkArguments(scope, declared.tool, actionArguments(artifact_id, payload));
  return [
    {
      type: "artifact_action",
      artifact_id,
      action,
      ...(Object.keys(payload).length > 0 && { payload }),
      version: known.version,
      call_id: scope.callId,
      by,
    },
  ];
}

async function updateState(
  { definition, validator, states, by }: ActionScope,
  known: Artifact,
  patch: Json | undefined,
): Promise<DraftOf<"artifact_updated">> {
  const { artifact_id, artifact_type } = known;
  if (!isPatch(patch)) throw new MozaiksError("artifact.invalid", "the payload of update_state is a JSON Patch");
  const state = patchState(await states.read(known), patch);
  if (state === undefined) throw new MozaiksError("artifact.invalid", "the patch does not apply to the artifact");
  checkArtifactState(definition, artifact_type, state, validator);
  await states.checkFiles(state);
  return states.keep({ type: "artifact_updated", artifact_id, version: known.version + 1, patch, by }, state, known);
}

function isPatch(value: Json | undefined): value is { op: string; path: string }[] {
  const isOperation = (each: Json): boolean =>
    typeof each === "object" &&
    each !== null &&
    !Array.isArray(each) &&
    typeof each["op"] === "string" &&
    typeof each["path"] === "string";
  return Array.isArray(value) && value.length > 0 && value.every(isOperation);
}

function toPayload(payload: Json | undefined): JsonObject {
  if (payload === undefined || payload === null) return {};
  if (typeof payload !== "object" || Array.isArray(payload))
    throw new MozaiksError("message.invalid", "the payload of an action is an object");
  return payload;
}

/** The agent is told of arguments that do not fit; a person is refused. */
function checkArguments({ definition, validator }: ActionScope, name: string | undefined, args: JsonObject): void {
  const tool = definition.tools.get(name ?? "");
  const wrong = tool ? validator.problems(tool.parameters, args) : [];
  if (wrong.length > 0) throw new MozaiksError("message.invalid", `${name} does not take this: ${wrong.join("; ")}`);
}
