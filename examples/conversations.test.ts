import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueLaunchToken, loadConfig, type RuntimeHandle, startRuntime, type TokenIssuer } from "@mozaiks/ai-runtime";
import { isRunEnd, type Json } from "@mozaiks/contracts";
import type { Row, SessionView } from "@mozaiks/contracts/fold";
import { connectSocket, type SocketClient } from "@mozaiks/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
let runtime: RuntimeHandle;
let issuer: TokenIssuer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-examples-"));
  const names = ["artifact", "hello-world", "onboarding", "support-triage"];
  const config = await loadConfig(
    { MODEL_PROVIDER: "rehearsal", LOG_LEVEL: "error" },
    {
      mode: "dev",
      port: 0,
      dataFolder: folder,
      workflowFolders: names.map((name) => join(import.meta.dirname, name, "workflows")),
    },
  );
  if (config.tokens.key.kind !== "secret") throw new Error("dev signs with a secret");
  issuer = { ...config.tokens, secret: config.tokens.key.secret };
  runtime = await startRuntime(config);
});
afterAll(async () => {
  await runtime.close();
  await rm(folder, { recursive: true, force: true });
});

/** A person in a conversation: says something or fills in a form, and waits until it is their turn again. */
async function openConversation(workflowId: string) {
  const grant = { workflow_id: workflowId, user_id: "ann", app_id: "demo", chat_id: crypto.randomUUID() };
  const { token } = await issueLaunchToken(issuer, grant);
  const client: SocketClient = await connectSocket(`${runtime.url.replace("http", "ws")}/ws/chat?token=${token}`);
  await client.frame(({ type }) => type === "replay_complete");

  function view(): SessionView {
    if (!client.view) throw new Error("nothing was received");
    return client.view;
  }

  async function turn(message: object): Promise<void> {
    const before = client.lastSeq;
    client.send(message);
    await client.frame((frame) => "seq" in frame && frame.seq > before && isRunEnd(frame));
  }
  return {
    client,
    view,
    say: (content: string) => turn({ type: "user_message", content }),
    async answer(response: Json) {
      const [callId] = Object.keys(view().open_requests);
      await turn({ type: "ui_tool_response", call_id: callId, response });
    },
    speakers: () => view().rows.flatMap((row) => (isAgentMessage(row) ? [row.agent] : [])),
    lastWords: () => view().rows.findLast(isAgentMessage)?.content,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

function isAgentMessage(row: Row): row is Extract<Row, { kind: "message" }> {
  return row.kind === "message" && row.role === "agent";
}

describe("hello-world", () => {
  it("greets, asks with a form and presents a plan of as many weekends as there are", async () => {
    await using chat = await openConversation("HelloWorld");
    expect(chat.lastWords()).toContain("what you would like to build");
    await chat.say("A quiz game about birds");
    expect(chat.view()).toMatchObject({ status: "paused", waiting_for: "ui_tool", agent: "Planner" });
    await chat.answer({ audience: "everybody", weekends: 2, wish: "hear the birds" });
    expect(chat.view()).toMatchObject({ status: "paused", waiting_for: "user", context: { stage: "planned" } });
    expect(chat.lastWords()).toMatch(/A quiz game about birds[^]*hear the birds[^]*Weekend 2/);
    expect(chat.lastWords()).not.toContain("Weekend 3");
  });

  it("works with what is written instead of the form, then takes the next idea", async () => {
    await using chat = await openConversation("HelloWorld");
    await chat.say("A booking page");
    await chat.say("I have 1 weekend");
    expect(chat.lastWords()).toContain("Weekend 1");
    await chat.say("Thanks!");
    expect(chat.lastWords()).toContain("anything else");
    await chat.say("A bird quiz");
    expect(chat.view()).toMatchObject({ waiting_for: "ui_tool", context: { idea: "A bird quiz" } });
    expect(Object.keys(chat.view().open_requests)).toHaveLength(1);
  });

  it("answers a greeting with a question", async () => {
    await using chat = await openConversation("HelloWorld");
    await chat.say("hi there");
    expect(chat.lastWords()).toContain("What would you like to build?");
    expect(chat.view().context["stage"]).toBe("welcome");
  });
});

describe("onboarding", () => {
  it("writes the golden log", async () => {
    await using chat = await openConversation("onboarding_flow");
    await chat.say("I want to onboard a new customer");
    await chat.say("Ada Lovelace, ada@example.com");
    const log = chat.client.frames.flatMap((frame) => {
      if (!("seq" in frame)) return [];
      if (frame.type === "agent_selected") return [`${frame.type} ${frame.agent} ${frame.reason.kind}`];
      return [frame.type === "run_paused" ? `${frame.type} ${frame.waiting_for}` : frame.type];
    });
    expect(log).toEqual([
      "session_created",
      "user_message",
      "run_started",
      "agent_selected DataCollector initial",
      "agent_message",
      "usage_update",
      "run_paused user",
      "user_message",
      "run_started",
      "agent_selected DataCollector fallback",
      "tool_call",
      "usage_update",
      "context_update",
      "tool_result",
      "agent_message",
      "usage_update",
      "agent_selected Validator handoff",
      "agent_message",
      "usage_update",
      "workflow_complete",
    ]);
    expect(chat.lastWords()).toBe("Onboarding complete: Ada Lovelace, ada@example.com. Nothing is missing.");
  });

  it("asks again until there is an address, and keeps what is private to itself", async () => {
    await using chat = await openConversation("onboarding_flow");
    await chat.say("hello");
    await chat.say("her name is Ada");
    expect(chat.view().status).toBe("paused");
    await chat.say("ada@example.com");
    expect(chat.view()).toMatchObject({ status: "completed", context: { welcome_sent: true } });
    expect(chat.view().context).not.toHaveProperty("customer_email");
  });
});

describe("support-triage", () => {
  it("refunds a duplicate charge once the customer agrees", async () => {
    await using chat = await openConversation("SupportTriage");
    await chat.say("I was charged twice this month");
    expect(chat.speakers()).toEqual(["Router", "Billing"]);
    expect(chat.view().context).toMatchObject({ category: "billing", resolved: false });
    await chat.say("yes please");
    expect(chat.view()).toMatchObject({ status: "completed", context: { resolved: true } });
    expect(chat.view().context).not.toHaveProperty("refunded_cents");
  });

  it("escalates when two suggestions did not help", async () => {
    await using chat = await openConversation("SupportTriage");
    await chat.say("The export button does nothing");
    await chat.say("no");
    expect(chat.speakers()).toEqual(["Router", "Technical", "Technical"]);
    await chat.say("still broken");
    expect(chat.speakers().slice(3)).toEqual(["Technical", "Escalation"]);
    expect(chat.view().status).toBe("completed");
    expect(chat.lastWords()).toContain("120 minutes");
  });

  it("ends when a suggestion helped", async () => {
    await using chat = await openConversation("SupportTriage");
    await chat.say("The export button does nothing");
    await chat.say("yes, that worked");
    expect(chat.view()).toMatchObject({ status: "completed", context: { resolved: true } });
  });

  it("brings a person in at once when it is critical, and opens another ticket for the next request", async () => {
    await using chat = await openConversation("SupportTriage");
    await chat.say("Production is down for all our users");
    expect(chat.speakers()).toEqual(["Router", "Escalation"]);
    expect(chat.lastWords()).toContain("15 minutes");
    const ticket = chat.view().context["ticket_id"];
    await chat.say("I want a refund for my subscription");
    expect(chat.view().context).toMatchObject({ category: "billing", urgency: "normal" });
    expect(chat.view().context["ticket_id"]).not.toBe(ticket);
  });

  it("asks what happened when it cannot tell, with a triage that says so", async () => {
    await using chat = await openConversation("SupportTriage");
    await chat.say("good morning");
    const row = chat.view().rows.findLast(isAgentMessage);
    expect(row).toMatchObject({ agent: "Router", structured_output: { category: "unclear" } });
    expect(chat.view()).toMatchObject({ status: "paused", waiting_for: "user" });
  });
});

describe("the document desk", () => {
  it("writes a document that the person edits while the agent goes on with it, and publishes", async () => {
    const { client, view, say } = await openConversation("DocumentDesk");
    const document = () => Object.values(view().artifacts)[0];
    await say("House rules for guests");
    expect(document()).toMatchObject({ artifact_type: "document", version: 1, state: { status: "draft" } });
    const action = { type: "artifact_action", artifact_id: document()?.artifact_id };
    const payload = [{ op: "replace", path: "/sections/1/text", value: "Always, and everywhere." }];
    client.send({ ...action, action: "update_state", payload, expected_version: 1 });
    await client.frame(({ type }) => type === "artifact_updated");
    client.send({ ...action, action: "update_state", payload, expected_version: 1, client_id: "late" });
    expect(await client.frame(({ type }) => type === "error")).toMatchObject({ code: "artifact.version-conflict" });
    await say("Add that shoes stay outside");
    const before = client.lastSeq;
    client.send({ ...action, action: "publish" });
    await client.frame((frame) => "seq" in frame && frame.seq > before && isRunEnd(frame));
    expect(document()).toMatchObject({
      version: 4,
      state: {
        status: "published",
        sections: [
          { text: "House rules for guests." },
          { text: "Always, and everywhere." },
          { text: "shoes stay outside." },
        ],
      },
    });
  });
});
