import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ClientMessage } from "@mozaiks/contracts";
import type { SessionView } from "@mozaiks/contracts/fold";
import type { ScenarioTurn } from "../definitions/files/scenario-file.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Stage } from "./open-stage.ts";

/** Whose conversation it is, and the folder that attached files are in. */
export interface Person {
  readonly tenant: Tenant;
  readonly chatId: string;
  readonly user: string;
  readonly folder: string;
}

type Message = Exclude<ClientMessage, { type: "authenticate" | "ping" }>;

/**
 * Does what a turn says, in the session as the person sees it.
 * @throws MozaiksError when the runtime refuses it; Error when there is nothing that it could be about.
 */
export async function takeTurn(stage: Stage, person: Person, turn: ScenarioTurn, view: SessionView): Promise<void> {
  const { tenant, chatId, user } = person;
  if (turn.start) await stage.sessions.start(tenant, chatId);
  else if (turn.wait_s !== undefined) await stage.passTime(turn.wait_s * 1_000);
  else await stage.sessions.submit(tenant, chatId, await messageOf(stage, person, turn, view), user);
}

async function messageOf(stage: Stage, person: Person, turn: ScenarioTurn, view: SessionView): Promise<Message> {
  if (turn.say !== undefined) {
    const attachments = await Promise.all((turn.attach ?? []).map((path) => upload(stage, person, path)));
    return {
      type: "user_message",
      content: turn.say,
      ...(turn.to !== undefined && { to: turn.to }),
      ...(turn.page && { context: turn.page }),
      ...(attachments.length > 0 && { attachments }),
    };
  }
  if (turn.answer !== undefined) {
    const { call_id } = requestOf(view, turn.tool, "ui_tool_request");
    return { type: "ui_tool_response", call_id, response: turn.answer };
  }
  if (turn.approve !== undefined) {
    const request = requestOf(view, turn.tool, "approval_request");
    return {
      type: "approval_response",
      call_id: request.call_id,
      decision: turn.approve ? "approve" : "deny",
      arguments_hash: request.type === "approval_request" ? request.arguments_hash : "",
      ...(turn.comment !== undefined && { comment: turn.comment }),
    };
  }
  if (turn.act !== undefined)
    return {
      type: "artifact_action",
      artifact_id: artifactOf(view, turn.artifact),
      action: turn.act,
      ...(turn.payload !== undefined && { payload: turn.payload }),
      ...(turn.expected_version !== undefined && { expected_version: turn.expected_version }),
    };
  return { type: turn.cancel ? "cancel" : "retry" };
}

async function upload(stage: Stage, { tenant, chatId, folder }: Person, path: string): Promise<{ upload_id: string }> {
  const bytes = await readFile(join(folder, path));
  return stage.upload(tenant, chatId, { name: basename(path), declaredType: "", bytes });
}

function requestOf(view: SessionView, tool: string | undefined, type: string) {
  const open = Object.values(view.open_requests).filter((request) => request.type === type);
  const named = open.filter((request) => tool === undefined || toolOf(view, request.call_id) === tool);
  const [request, second] = named;
  if (!request) throw new Error(`no such question${tool === undefined ? "" : ` of ${tool}`} is open`);
  if (second) throw new Error("several questions are open: name one with tool:");
  return request;
}

function toolOf(view: SessionView, callId: string): string | undefined {
  const row = view.rows.find((each) => each.kind === "tool" && each.key === callId);
  return row?.kind === "tool" ? row.name : undefined;
}

function artifactOf(view: SessionView, title: string | undefined): string {
  const artifacts = Object.values(view.artifacts);
  const [artifact, second] = artifacts.filter((each) => title === undefined || each.title === title);
  if (!artifact) throw new Error(`there is no artifact${title === undefined ? "" : ` ${JSON.stringify(title)}`}`);
  if (second) throw new Error("there are several such artifacts: name one by its title with artifact:");
  return artifact.artifact_id;
}
