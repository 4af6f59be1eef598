import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import {
  issueLaunchToken,
  issueServiceToken,
  loadConfig,
  type RuntimeHandle,
  startRuntime,
  type TokenIssuer,
} from "@mozaiks/ai-runtime";
import { isRunEnd, type SessionEvent, type Trace } from "@mozaiks/contracts";
import { connectSocket } from "@mozaiks/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The first thing that the scenarios of each pattern's workflow say. */
const openings = globSync("patterns/*/workflows/*/tests/*.yaml", { cwd: import.meta.dirname })
  .toSorted()
  .flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    const [, say, to] = /^turns:\n {2}- say: "?(.+?)"?\n(?: {4}to: (.+)\n)?/m.exec(text) ?? [];
    return say === undefined || text.includes("\nmodel:") ? [] : [{ file, workflow: workflowOf(file), say, to }];
  });

let folder: string;
let runtime: RuntimeHandle;
let issuer: TokenIssuer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-decisions-"));
  const workflowFolders = globSync("patterns/*/workflows", { cwd: import.meta.dirname });
  const config = await loadConfig(
    { MODEL_PROVIDER: "rehearsal", LOG_LEVEL: "error" },
    {
      mode: "dev",
      port: 0,
      dataFolder: folder,
      workflowFolders: workflowFolders.map((each) => join(import.meta.dirname, each)),
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

type Selected = Extract<SessionEvent, { type: "agent_selected" }>;

describe("why an agent speaks can be read in the trace", () => {
  it("of every pattern", () => {
    expect(new Set(openings.map(({ file }) => file.split("/")[1])).size).toBe(14);
  });

  it.each(openings)("$file", async ({ workflow, say, to }) => {
    const chat = crypto.randomUUID();
    const launch = { app_id: "demo", user_id: "ann", workflow_id: workflow, chat_id: chat };
    const { token } = await issueLaunchToken(issuer, launch);
    await using client = await connectSocket(`${runtime.url.replace("http", "ws")}/ws/chat?token=${token}`);
    await client.frame(({ type }) => type === "replay_complete");
    client.send({ type: "user_message", content: say, ...(to !== undefined && { to }) });
    await client.frame(isRunEnd);

    const service = await issueServiceToken(issuer, { app_id: "demo" });
    const choices = await choicesIn(chat, service.token);
    expect(choices.length).toBeGreaterThan(0);
    for (const { reason } of choices) {
      const taken = (reason.considered ?? []).filter(({ outcome }) => outcome === "taken").map(({ rule }) => rule);
      if (reason.rule?.startsWith("handoffs.")) expect(taken).toContain(reason.rule);
      else expect(taken).toHaveLength(reason.rule?.startsWith("transfer_to_") ? 1 : 0);
      if (["auto", "random", "fallback"].includes(reason.kind)) expect(reason.detail).toMatch(/\w/);
    }
    for (const { reason } of await choicesIn(chat, token))
      expect(Object.keys(reason).filter((key) => key !== "kind" && key !== "rule")).toEqual([]);
  });
});

async function choicesIn(chat: string, token: string): Promise<readonly Selected[]> {
  const answer = await fetch(`${runtime.url}/api/sessions/${chat}/trace`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { entries } = (await answer.json()) as Trace;
  return entries.filter((entry): entry is typeof entry & Selected => entry.type === "agent_selected");
}

function workflowOf(file: string): string {
  return basename(dirname(dirname(file)));
}
