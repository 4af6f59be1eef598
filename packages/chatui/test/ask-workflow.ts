import type { ScriptedChat } from "./scripted-chat.ts";
import type { ScriptedWorkflow } from "./scripted-server.ts";

/** Ask mode's workflow: repeats the question, in pieces that a test can hold. */
export function askWorkflow(rest: (said: string) => Promise<void>): ScriptedWorkflow {
  return {
    card: {
      workflow_id: "ask",
      version: "1",
      title: "Ask Acme",
      suggestions: ["What can you do?"],
      agents: [{ name: "Guide", display_name: "Guide" }],
    },
    description: "Knows the page that you are on.",
    script: (chat, message) => answer(chat, message, rest),
  };
}

/** A workflow that leads on to another one. */
export function leadingWorkflow(to: string): ScriptedWorkflow {
  return {
    card: { workflow_id: "ValueEngine", version: "1", title: "Value engine", suggestions: [], agents: [] },
    description: "Finds out what is worth building, and goes on from there.",
    script(chat, message) {
      if (message["type"] !== "user_message") return;
      chat.append("run_started", { cause: "user_message" });
      chat.append("workflow_complete", {
        status: "completed",
        reason: "done",
        duration_ms: 5,
        tokens: 0,
        cost_usd: 0,
      });
      chat.append("navigate", { workflow_id: to, to_chat_id: "chat-next" });
    },
  };
}

async function answer(
  chat: ScriptedChat,
  message: Record<string, unknown>,
  rest: (said: string) => Promise<void>,
): Promise<void> {
  if (message["type"] !== "user_message") return;
  chat.append("run_started", { cause: "user_message" });
  chat.append("agent_selected", { agent: "Guide", reason: { kind: "initial" } });
  const id = `m-${chat.log.length}`;
  const text = `You asked: **${String(message["content"])}**. Here is all I know about it.`;
  for (let end = 12; end < text.length + 12; end += 12) {
    chat.delta(id, "Guide", text.slice(end - 12, end), end - 12);
    await rest(text.slice(0, end));
  }
  chat.say(id, "Guide", text);
  chat.append("run_paused", { waiting_for: "user" });
}
