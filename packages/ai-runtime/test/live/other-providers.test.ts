import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.ts";
import { startRuntime } from "../../src/start-runtime.ts";
import { temporaryWorkflow } from "../definitions/temporary-workflow.ts";

const mock = new LLMock({ port: 0 });
let dataFolder: string;

beforeEach(async () => {
  await mock.start();
  dataFolder = await mkdtemp(join(tmpdir(), "mozaiks-providers-"));
});
afterEach(async () => {
  await mock.stop();
  await rm(dataFolder, { recursive: true });
});

it.each([
  ["anthropic/claude-haiku-4-5", { ANTHROPIC_API_KEY: "k" }, "ANTHROPIC_API_BASE", "/v1", (7 + 3 * 5) / 1e6],
  [
    "google/gemini-flash-latest",
    { GOOGLE_GENERATIVE_AI_API_KEY: "k" },
    "GOOGLE_GENERATIVE_AI_API_BASE",
    "/v1beta",
    null,
  ],
])("a server with no other key answers with %s", async (model, key, base, path, cost) => {
  mock.onMessage("Hi", { content: "Hello!", usage: { input_tokens: 7, output_tokens: 3 } });
  await using folder = await temporaryWorkflow();
  const config = await loadConfig(
    { ...key, [base]: `${mock.url}${path}`, LOG_LEVEL: "error" },
    { mode: "dev", port: 0, dataFolder, workflowFolders: [join(folder.path, "..")] },
  );
  const runtime = await startRuntime(config);
  try {
    expect(runtime.model).toBe(model);
    const post = async (route: string, body: object, token?: string): Promise<Record<string, unknown>> => {
      const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
      const answer = await fetch(`${runtime.url}${route}`, { method: "POST", headers, body: JSON.stringify(body) });
      return (await answer.json()) as Record<string, unknown>;
    };
    const { token } = await post("/dev/token", {});
    const result = await post("/api/workflows/execute", { workflow: "Small", input: "Hi" }, String(token));
    expect(result).toMatchObject({ status: "completed" });
    const answer = await fetch(`${runtime.url}/api/sessions/${String(result["chat_id"])}/usage`, {
      headers: { authorization: `Bearer ${String(token)}` },
    });
    const { calls } = (await answer.json()) as { calls: object[] };
    expect(calls).toMatchObject([{ model, tokens: { prompt_tokens: 7, completion_tokens: 3 }, cost_usd: cost }]);
  } finally {
    await runtime.close();
  }
});
