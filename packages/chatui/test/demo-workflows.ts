import type { ScriptedChat } from "./scripted-chat.ts";
import type { ScriptedWorkflow } from "./scripted-server.ts";

/** How fast scripted agents talk. */
export interface Pace {
  readonly chunk: number;
  /** Runs after each chunk with what was said so far; a test may hold it. */
  readonly rest: (said: string) => Promise<void>;
}

/** Lets scripted agents talk, or holds them as soon as they have said something. */
export interface Gate {
  /** Holds whoever says this, until {@link Gate.open}. */
  holdAt(text: string): void;
  open(): void;
  pass(said: string): Promise<void>;
}

export function createGate(): Gate {
  let mark: string | undefined;
  let release = (): void => undefined;
  return {
    holdAt(text) {
      mark = text;
    },
    open() {
      mark = undefined;
      release();
    },
    async pass(said) {
      await new Promise((resolve) => setImmediate(resolve));
      if (mark === undefined || !said.includes(mark)) return;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    },
  };
}

const card = (workflow_id: string, title: string, suggestions: string[] = []) => ({
  workflow_id,
  version: "1",
  title,
  suggestions,
  agents: [
    { name: "Greeter", display_name: "Greeter" },
    { name: "Planner", display_name: "Planner" },
  ],
});

/** Workflows that show everything a chat page can show, word for word the same each time. */
export function demoWorkflows(pace: Pace): readonly ScriptedWorkflow[] {
  return [
    {
      card: card("HelloWorld", "Hello, World", [
        "A recipe box for my family",
        "A booking page for my yoga studio",
        "A quiz game about birds",
      ]),
      description: "Say what you would like to build; two agents turn it into a first plan.",
      script: (chat, message) => helloWorld(chat, message, pace),
    },
    {
      card: card("SupportTriage", "Support triage"),
      description: "Sorts a request, looks things up and hands over to whoever can solve it.",
      script: (chat, message) => (message["type"] === "user_message" ? failing(chat) : undefined),
    },
    {
      card: card("Showcase", "Everything at once"),
      description: "Markdown, structured answers, approvals and components this page does not know.",
      script: (chat, message) => (message["type"] === "user_message" ? showcase(chat, pace) : undefined),
    },
    {
      card: { ...card("RoundTable", "Round table"), person_picks: true },
      description: "You choose who answers.",
      script: (chat, message) => (message["type"] === "user_message" ? roundTable(chat, message, pace) : undefined),
    },
  ];
}

async function helloWorld(chat: ScriptedChat, message: Record<string, unknown>, pace: Pace): Promise<void> {
  if (message["type"] === "cancel") return cancel(chat);
  if (message["type"] === "ui_tool_response") return plan(chat, message, pace);
  if (message["type"] !== "user_message") return;
  const idea = String(message["content"]);
  start(chat, "user_message");
  select(chat, "Greeter", "initial");
  tool(chat, "call-idea", "Greeter", "remember_idea");
  used(chat, "Greeter", 182);
  await stream(chat, "m-greeter", "Greeter", `**${idea}** – I like it! The Planner takes it from here.`, pace);
  if (chat.view.status !== "running") return;
  used(chat, "Greeter", 240);
  chat.append("agent_selected", {
    agent: "Planner",
    reason: { kind: "handoff", rule: "handoffs.yaml:4", detail: "an idea is there" },
  });
  const payload = {
    title: "A few details",
    description: "So that the plan fits you.",
    fields: [
      {
        name: "audience",
        label: "Who is it for?",
        type: "select",
        options: ["just me", "my family", "everybody"],
        required: true,
      },
      { name: "weekends", label: "How many weekends do you have?", type: "number", min: 1, max: 12, required: true },
      {
        name: "wish",
        label: "The one thing it must do",
        type: "textarea",
        placeholder: "Whatever matters most to you",
      },
      { name: "tags", label: "Tags", type: "array", description: "A few words to find it by." },
      { name: "start", label: "First day", type: "date" },
      { name: "public", label: "Share the plan with others", type: "checkbox" },
    ],
  };
  chat.append("tool_call", { call_id: "call-form", agent: "Planner", name: "ask_details", kind: "ui" });
  chat.append("ui_tool_request", {
    call_id: "call-form",
    agent: "Planner",
    component: "core.form",
    display: "inline",
    payload,
    awaiting_response: true,
  });
  pause(chat, "ui_tool");
}

async function plan(chat: ScriptedChat, message: Record<string, unknown>, pace: Pace): Promise<void> {
  const answer = message["response"] as { weekends: number };
  start(chat, "response");
  chat.append("tool_result", { call_id: "call-form", name: "ask_details", status: "ok", duration_ms: 9_000 });
  chat.append("tool_call", {
    call_id: "call-plan",
    agent: "Planner",
    name: "write_plan",
    kind: "module",
    arguments: { weekends: answer.weekends, audience: "my family" },
  });
  chat.show("tool_progress", { call_id: "call-plan", percent: 40, message: "Weekend 1" });
  await pace.rest("Weekend 1 of the plan");
  chat.append("tool_result", {
    call_id: "call-plan",
    name: "write_plan",
    status: "ok",
    result: { milestones: ["A page with one recipe", "Search", "Sharing"] },
    duration_ms: 1_340,
  });
  await stream(chat, "m-plan", "Planner", planText, pace);
  used(chat, "Planner", 911);
  pause(chat, "user");
}

const planText = `Here is a plan for **your recipe box**:

1. **Weekend 1** – a page with one recipe, and a way to add the next
2. **Weekend 2** – search by ingredient
3. **Weekend 3** – share it with the family

Start with the data:

\`\`\`ts
interface Recipe {
  title: string;
  ingredients: readonly string[];
  minutes: number;
}
\`\`\`

| Weekend | Goal | Hours |
| --- | --- | ---: |
| 1 | One recipe | 4 |
| 2 | Search | 6 |

Small steps, each one something you can show.`;

async function showcase(chat: ScriptedChat, pace: Pace): Promise<void> {
  start(chat, "user_message");
  select(chat, "Greeter", "initial");
  await stream(chat, "m-all", "Greeter", markdownText, pace);
  chat.say("m-json", "Greeter", "", {
    structured_output: {
      category: "billing",
      urgent: true,
      confidence: 0.92,
      labels: ["invoice", "refund"],
      customer: { name: "Ada Lovelace", plan: "Team" },
      steps: [{ action: "Check the invoice of March" }, { action: "Refund what was paid twice" }],
    },
  });
  chat.append("notice", { level: "warning", code: "expression.failed", detail: "handoffs.yaml:7: no such name" });
  chat.append("artifact_created", {
    artifact_id: "art-1",
    artifact_type: "report",
    title: "A long report",
    display: "inline",
    state_ref: "/api/artifacts/art-1?version=1",
    version: 1,
  });
  chat.append("tool_call", { call_id: "call-x", agent: "Greeter", name: "look_up", kind: "http" });
  chat.append("tool_result", {
    call_id: "call-x",
    name: "look_up",
    status: "error",
    error: { code: "tool.failed", title: "The tool failed", detail: "The invoice service answered 503." },
    duration_ms: 5_200,
  });
  chat.append("approval_request", {
    call_id: "call-refund",
    tool: "refund_invoice",
    arguments: { invoice: "2026-03-118", amount: 49.5, currency: "EUR" },
    arguments_hash: "hash-1",
  });
  const request = (call_id: string, component: string, payload: Record<string, string>) =>
    chat.append("ui_tool_request", {
      call_id,
      agent: "Greeter",
      component,
      display: "inline",
      payload,
      awaiting_response: true,
    });
  request("call-confirm", "core.confirm", {
    title: "Close the ticket?",
    message: "The customer is **told by email**.",
  });
  request("call-unknown", "acme.picker", { question: "Which seat?", hall: "A" });
  pause(chat, "approval");
}

const markdownText = `# A heading
Some *emphasis*, ~~a mistake~~, \`inline code\`, [a link](https://example.com) and a [bad one](javascript:alert(1)).

> Quoted, on two
> lines

- [x] done
- [ ] to do
  - nested

![A picture](https://example.invalid/picture.png) <script>alert(1)</script>`;

async function roundTable(chat: ScriptedChat, message: Record<string, unknown>, pace: Pace): Promise<void> {
  const { to } = message;
  start(chat, "user_message");
  if (typeof to === "string") {
    chat.append("agent_selected", { agent: to, reason: { kind: "handoff", rule: "user_message.to" } });
    await stream(chat, `m-${chat.log.length}`, to, `I am the ${to}.`, pace);
  }
  chat.append("notice", { level: "info", code: "speaker.choose" });
  pause(chat, "user");
}

function failing(chat: ScriptedChat): void {
  start(chat, "user_message");
  select(chat, "Greeter", "initial");
  chat.append("workflow_failed", {
    error: {
      code: "model.unavailable",
      title: "The model provider is unavailable",
      detail: "It answered 503 three times. Your conversation is kept; try again in a minute.",
    },
  });
}

function cancel(chat: ScriptedChat): void {
  const { partial } = chat;
  chat.append("cancel_requested", { by: "dev-user" });
  if (partial) chat.say(partial.message_id, partial.agent, partial.text, { finish_reason: "cancelled" });
  chat.append("workflow_cancelled", { by: "dev-user" });
}

function start(chat: ScriptedChat, cause: "user_message" | "response"): void {
  chat.append("run_started", { cause });
}

function select(chat: ScriptedChat, agent: string, kind: "initial"): void {
  chat.append("agent_selected", { agent, reason: { kind } });
}

function pause(chat: ScriptedChat, waiting_for: "user" | "ui_tool" | "approval"): void {
  chat.append("run_paused", { waiting_for });
}

function tool(chat: ScriptedChat, call_id: string, agent: string, name: string): void {
  chat.append("tool_call", { call_id, agent, name, kind: "module" });
  chat.append("tool_result", { call_id, name, status: "ok", duration_ms: 40 });
}

function used(chat: ScriptedChat, agent: string, tokens: number): void {
  chat.append("usage_update", {
    agent,
    model: "rehearsal",
    tokens: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
    total_tokens: tokens,
    cost_usd: 0,
    user_id: "dev-user",
    app_id: "dev",
    workflow_id: chat.workflow.workflow_id,
  });
}

async function stream(chat: ScriptedChat, id: string, agent: string, text: string, pace: Pace): Promise<void> {
  for (let offset = 0; offset < text.length; offset += pace.chunk) {
    if (chat.view.status !== "running") return;
    chat.delta(id, agent, text.slice(offset, offset + pace.chunk), offset);
    await pace.rest(text.slice(0, offset + pace.chunk));
  }
  if (chat.view.status === "running") chat.say(id, agent, text);
}
