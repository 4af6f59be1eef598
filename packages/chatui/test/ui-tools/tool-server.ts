import type { EventOf, JsonObject } from "@mozaiks/contracts/fold";
import { openPage } from "../../../cli/src/page.ts";
import type { ScriptedChat } from "../scripted-chat.ts";
import { startScriptedServer, type ScriptedServer, type ScriptedWorkflow } from "../scripted-server.ts";

const workflow: ScriptedWorkflow = {
  card: {
    workflow_id: "Tools",
    version: "1",
    title: "Tools",
    agents: [{ name: "Ada", display_name: "Ada" }],
    suggestions: [],
  },
  description: "Shows components.",
  script: (chat, message) => {
    if (message["type"] !== "ui_tool_response") return;
    const call_id = String(message["call_id"]);
    chat.append("tool_result", { call_id, name: "ask", status: "ok", duration_ms: 1 });
  },
};

/** The chat page over a server whose agent shows what a test tells it to. */
export async function startToolServer(): Promise<ScriptedServer> {
  return startScriptedServer([workflow], await openPage());
}

/** Ada shows a component in this chat; she waits for an answer unless told otherwise. */
export function showTool(
  chat: ScriptedChat,
  call_id: string,
  component: string,
  payload: JsonObject,
  more: Partial<EventOf<"ui_tool_request">> = {},
): void {
  chat.append("ui_tool_request", {
    call_id,
    agent: "Ada",
    component,
    display: "inline",
    payload,
    awaiting_response: true,
    ...more,
  });
}
