import { MozaiksError } from "@mozaiks/contracts";
import { beforeEach, describe, expect, it } from "vitest";
import { createPinoTelemetry, type PinoTelemetry } from "./pino-telemetry.ts";

const scope = { app_id: "shop", user_id: "ann", workflow_id: "Onboarding", chat_id: "chat_1", run_id: "run_1" };

let lines: Record<string, unknown>[];
let raw: string;
let telemetry: PinoTelemetry;

function start(userLabel = true): void {
  [lines, raw] = [[], ""];
  const destination = {
    write(line: string) {
      raw += line;
      lines.push(JSON.parse(line) as Record<string, unknown>);
    },
  };
  telemetry = createPinoTelemetry({ level: "info", userLabel, destination });
}

beforeEach(() => start());

const exposed = (): Promise<string> => telemetry.metrics.exposition();

describe("a line", () => {
  it("is one JSON object with timestamp, level, message and ids", () => {
    telemetry.runStarted(scope, "user_message");
    expect(raw).toMatch(/^\{.*\}\n$/);
    expect(lines).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        level: "INFO",
        message: "Workflow execution started",
        ...scope,
        event: "run.started",
        cause: "user_message",
      },
    ]);
  });

  it("has the level of what happened", () => {
    telemetry.runEnded(scope, { status: "completed", durationMs: 5 });
    telemetry.runEnded(scope, { status: "failed", durationMs: 5, code: "model.unavailable" });
    telemetry.runRecovered(scope, "model:A");
    telemetry.modelCalled(scope, { agent: "A", model: "m", durationMs: 1, totalTokens: 0, code: "model.unavailable" });
    telemetry.fault("somewhere", new Error("x"));
    expect(lines.map(({ level }) => level)).toEqual(["INFO", "ERROR", "WARN", "WARN", "ERROR"]);
  });

  it("below the configured level is not written", () => {
    const quiet: string[] = [];
    const write = (line: string): void => void quiet.push(line);
    const silent = createPinoTelemetry({ level: "error", userLabel: true, destination: { write } });
    silent.runStarted(scope, "startup");
    silent.toolLog(scope, "warn", {}, "x");
    expect(quiet).toEqual([]);
    silent.fault("somewhere", new Error("x"));
    expect(quiet).toHaveLength(1);
  });
});

describe("the metrics", () => {
  it("have the names and labels that the protocol fixes", async () => {
    telemetry.runEnded(scope, { status: "completed", durationMs: 1500 });
    telemetry.runRecovered(scope, "model:A");
    telemetry.modelCalled(scope, {
      agent: "A",
      model: "openai/m",
      durationMs: 900,
      firstTokenMs: 200,
      totalTokens: 42,
    });
    telemetry.modelCalled(scope, { agent: "A", model: "openai/m", durationMs: 100, totalTokens: 8 });
    telemetry.toolCalled(scope, { agent: "A", tool: "look_up", status: "ok", durationMs: 5 });
    telemetry.appended(2);
    telemetry.socketOpened(scope);
    telemetry.socketOpened(scope);
    telemetry.socketClosed(scope, { closeCode: 1000, durationMs: 10 });
    const text = await exposed();
    for (const line of [
      'workflow_executions_total{workflow_id="Onboarding",status="completed"} 1',
      'workflow_duration_seconds_sum{workflow_id="Onboarding"} 1.5',
      'token_usage_total{user_id="ann",app_id="shop"} 50',
      "websocket_connections_active 1",
      'llm_request_duration_seconds_count{model="openai/m"} 2',
      'llm_time_to_first_token_seconds_count{model="openai/m"} 1',
      'tool_calls_total{tool="look_up",status="ok"} 1',
      "run_recoveries_total 1",
      "event_append_seconds_sum 0.002",
    ])
      expect(text.split("\n")).toContain(line);
  });

  it("drop the user where there are too many of them", async () => {
    start(false);
    telemetry.modelCalled(scope, { agent: "A", model: "m", durationMs: 1, totalTokens: 5 });
    expect((await exposed()).split("\n")).toContain('token_usage_total{app_id="shop"} 5');
    expect(await exposed()).not.toContain("ann");
  });

  it("are each server's own", async () => {
    telemetry.runRecovered(scope, "x");
    const other = createPinoTelemetry({ level: "error", userLabel: true, destination: { write: () => undefined } });
    expect((await other.metrics.exposition()).split("\n")).toContain("run_recoveries_total 0");
  });
});

describe("what nobody may read", () => {
  const secret = "sk-live-0123456789";
  const wide = { ...scope, prompt: secret, token: secret, claims: { key: secret } };

  it("is in no line and no metric, whatever method it is given to", async () => {
    telemetry.runStarted(wide, "startup");
    telemetry.runEnded(wide, { status: "failed", durationMs: 1, code: "internal" });
    telemetry.runRecovered(wide, "model:A");
    const call = { agent: "A", model: "m", durationMs: 1, totalTokens: 1, prompt: secret, content: secret };
    telemetry.modelCalled(wide, call);
    const toolCall = { agent: "A", tool: "t", status: "ok" as const, durationMs: 1, arguments: secret, result: secret };
    telemetry.toolCalled(wide, toolCall);
    const request = {
      requestId: "r",
      method: "GET",
      route: "/x",
      status: 200,
      durationMs: 1,
      url: `/x?token=${secret}`,
    };
    telemetry.requestServed(request);
    telemetry.socketOpened(wide);
    telemetry.socketClosed(wide, { closeCode: 1000, durationMs: 1 });
    telemetry.toolLog(scope, "info", { apiKey: secret, a: { token: secret, b: { password: secret } } }, "x");
    expect(lines.length).toBe(9);
    expect(raw + (await exposed())).not.toContain(secret);
  });

  it.each([
    ["an error's message", new Error(`Incorrect API key provided: ${secret}`)],
    ["an error of ours", new MozaiksError("model.rejected", `The prompt was: ${secret}`)],
    ["a cause", new Error("outside", { cause: new Error(secret, { cause: new TypeError(secret) }) })],
    ["an error's fields", Object.assign(new Error("x"), { body: secret, code: secret, name: secret })],
    ["what looks like a stack", new Error(`x\n    at ${secret} (file.ts:1:1)`)],
    ["a parser's quotation", parseError(`{"prompt": ${secret}}`)],
    ["text that was thrown", secret],
    ["an object that was thrown", { secret }],
  ])("is not quoted from %s", (_name, thrown) => {
    telemetry.fault("somewhere", thrown, wide);
    expect(lines).toMatchObject([{ event: "fault", where: "somewhere", error: { name: expect.any(String) } }]);
    expect(raw).not.toContain(secret);
  });

  it("leaves enough to find a fault: its kind, its code and where it was thrown", () => {
    telemetry.fault("append", new MozaiksError("store.unavailable", "text", { cause: new RangeError("text") }));
    expect(lines[0]?.["error"]).toMatchObject({
      name: "MozaiksError",
      code: "store.unavailable",
      at: expect.arrayContaining([expect.stringContaining("pino-telemetry.test.ts")]),
      cause: { name: "RangeError" },
    });
    const away = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), {
      code: "ECONNREFUSED",
      syscall: "connect",
    });
    telemetry.fault("fetch", away);
    expect(lines[1]?.["error"]).toMatchObject({ code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:1" });
  });
});

function parseError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    return thrown;
  }
}
