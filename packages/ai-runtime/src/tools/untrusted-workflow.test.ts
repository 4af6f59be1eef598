import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { smallWorkflow, temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { invocationOf } from "../../test/tools/invocations.ts";
import { sendJson, startWebServer } from "../../test/tools/web-server.ts";
import { Secret } from "@mozaiks/contracts/server";
import { openCatalog } from "../definitions/catalog.ts";
import { compileDefinition } from "../definitions/compile-definition.ts";
import { openDefinitionCode } from "../definitions/definition-code.ts";
import { formatDiagnostic } from "../definitions/source/diagnostic.ts";
import { findWorkflows } from "../definitions/find-workflows.ts";
import { loadWorkflow, type LoadedWorkflow } from "../definitions/load-workflow.ts";
import { openToolInvoker, type ToolInvoker } from "./tool-invoker.ts";

let cache: string;
let invoker: ToolInvoker;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "mozaiks-isolate-"));
  invoker = openToolInvoker({ allowPrivate: true, secrets: { KEY: new Secret("s3cr3t") } });
});
afterEach(async () => {
  await invoker[Symbol.asyncDispose]();
  await rm(cache, { recursive: true });
});

type Files = Readonly<Record<string, string | undefined>>;

async function load(files: Files, trusted = false): Promise<LoadedWorkflow> {
  await using folder = await temporaryWorkflow(files);
  const loaded = await loadWorkflow(folder.path, { trusted });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  return loaded;
}

async function greet(
  code: string,
  trusted = false,
): Promise<{ result: unknown; changes: object; logs: readonly string[] }> {
  const { stored } = await load(
    { "tools/greet.ts": code, "tools/words.ts": "export const word = 'hello';\n" },
    trusted,
  );
  const opened = await openDefinitionCode(stored, cache);
  const definition = compileDefinition(stored);
  const tool = definition.tools.get("greet");
  if (!tool) throw new Error("it is there");
  const invocation = invocationOf({}, { args: { name: "Ann" }, context: { stage: "new" } });
  const result = await invoker.invoke({ ...invocation, definition, code: opened, tool });
  return { result, changes: invocation.changes, logs: invocation.logs };
}

describe("a tool of a workflow that nobody vouches for", () => {
  it("runs with its arguments, the variables and the session, in TypeScript of several files", async () => {
    const code = `
      import { word } from "./words.ts";
      import type { ToolContext } from "@mozaiks/ai-runtime/tool";
      export async function greet(args: { name: string }, { context, session, log }: ToolContext) {
        context.set("stage", "greeted");
        log.info({}, "greeting");
        return \`\${word} \${args.name}, \${session.user_id}, \${context.get("stage")}\`;
      }`;
    expect(await greet(code)).toEqual({
      result: "hello Ann, ann, greeted",
      changes: { stage: "greeted" },
      logs: ["greeting"],
    });
  });

  it("has nothing of the process that others have", async () => {
    const code = "export const greet = () => [typeof process, typeof fetch, typeof setTimeout];\n";
    expect((await greet(code)).result).toEqual(["undefined", "undefined", "undefined"]);
    expect((await greet(code, true)).result).toEqual(["object", "function", "function"]);
  });

  it("runs none of its code before it is called", async () => {
    const code = "(globalThis as any).touched = true;\nexport const greet = () => 1;\n";
    await greet(code);
    expect(globalThis).not.toHaveProperty("touched");
  });

  it("fails when it sets what its agent may not", async () => {
    await expect(greet("export const greet = (_: object, t: any) => t.context.set('locked', 1);\n")).rejects.toThrow(
      "the agent may not set locked",
    );
  });
});

it("makes another version of a folder that nobody vouches for", async () => {
  const [own, foreign] = [await load({}, true), await load({})];
  expect(foreign.stored.version).not.toBe(own.stored.version);
  expect([own.manifest.trusted, foreign.manifest.trusted]).toEqual([undefined, false]);
});

const remote = (...lines: readonly string[]): Files => ({
  "tools.yaml": `${smallWorkflow["tools.yaml"] ?? ""}${lines.join("\n")}\n`,
});

it.each<[string, Files, string]>([
  ["a process", remote("mcp_servers: { it: { command: node } }"), "tools.yaml:8:31 trust.required"],
  [
    "a secret for an MCP server",
    remote("mcp_servers: { it: { url: 'https://a.example/', headers: { A: '${secret:KEY}' } } }"),
    "tools.yaml:8:63 trust.required",
  ],
  [
    "a secret for a web service",
    remote(
      "  - name: ask",
      "    agent: Ann",
      "    parameters: { type: object }",
      "    http: { url: 'https://a.example/?k=${secret:KEY}', allowed_hosts: [a.example] }",
    ),
    "tools.yaml:11:18 trust.required",
  ],
  [
    "a variable of the environment",
    {
      "context_variables.yaml":
        "definitions:\n  - { name: stage, type: string, source: { type: config, env_var: KEY } }\n",
    },
    "context_variables.yaml:2:50 trust.required",
  ],
  [
    "documents that it looks up",
    {
      "context_variables.yaml":
        "definitions:\n  - { name: stage, type: string, source: { type: data_reference, collection: c, fields: [a] } }\n",
    },
    "context_variables.yaml:2:50 trust.required",
  ],
  [
    "documents that it writes",
    {
      "context_variables.yaml":
        "definitions:\n  - { name: note, type: object, source: { type: data_entity, collection: c, schema: {} } }\n  - { name: stage, type: string }\n",
    },
    "context_variables.yaml:2:49 trust.required",
  ],
  [
    "a regular expression in a trigger",
    {
      "context_variables.yaml":
        "definitions:\n  - { name: stage, type: string, source: { type: state, triggers: [{ type: agent_text, match: { regex: a }, set: b }] } }\n",
    },
    "context_variables.yaml:2:104 trust.required",
  ],
  [
    "a regular expression in a guardrail",
    {
      "agents.yaml": `${smallWorkflow["agents.yaml"] ?? ""}    input_guardrails: [{ name: a, type: regex, pattern: a, target: user }]\n`,
    },
    "agents.yaml:7:57 trust.required",
  ],
  [
    "a class of an agent",
    { "agents.yaml": `${smallWorkflow["agents.yaml"] ?? ""}    class: greet.greet\n` },
    "agents.yaml:7:12 trust.required",
  ],
  [
    "a hook",
    {
      "hooks.yaml": "hooks:\n  - { hook_type: process_last_received_message, filename: greet.ts, function: greet }\n",
    },
    "hooks.yaml:2:5 trust.required",
  ],
  [
    "Node's modules",
    { "tools/greet.ts": "import { readFileSync } from 'node:fs';\nexport const greet = () => readFileSync;\n" },
    "tools/greet.ts:1:30 code.invalid",
  ],
  [
    "a package of the operator",
    { "tools/greet.ts": "import { z } from 'zod';\nexport const greet = () => z;\n" },
    "tools/greet.ts:1:19",
  ],
])("refuses %s to a workflow that nobody vouches for", async (_what, files, error) => {
  await using folder = await temporaryWorkflow(files);
  const foreign = await loadWorkflow(folder.path, { trusted: false });
  const errors = foreign.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(formatDiagnostic)).toEqual([expect.stringContaining(error)]);
});

it("never reaches private hosts for a workflow that nobody vouches for, whatever the operator allows", async () => {
  await using server = await startWebServer((_request, response) => sendJson(response, 1));
  const http = {
    method: "GET",
    url: `http://127.0.0.1:${server.port}/`,
    headers: {},
    allowed_hosts: [`127.0.0.1:${server.port}`],
  } as const;
  const invocation = invocationOf({ kind: "http", http });
  expect(await invoker.invoke(invocation)).toBe(1);
  const manifest = { ...invocation.definition.manifest, trusted: false } as const;
  const foreign = { ...invocation, definition: { ...invocation.definition, manifest } };
  await expect(invoker.invoke(foreign)).rejects.toThrow("is not on the public internet");
});

it("finds out by the root who vouches, and lets nobody take the id of a workflow that is vouched for", async () => {
  await using own = await temporaryWorkflow({}, "Small");
  await using foreign = await temporaryWorkflow({}, "small");
  await using other = await temporaryWorkflow({}, "Other");
  const roots = [foreign, other].map(({ path }) => dirname(path));
  const { folders, diagnostics } = await findWorkflows([dirname(own.path)], undefined, roots);
  expect(folders.map(({ workflow_id, trusted }) => [workflow_id, trusted])).toEqual([
    ["Other", false],
    ["Small", true],
  ]);
  expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([["workflow.duplicate", foreign.path]]);
});

it("is never imported by a server that has it in an untrusted root", async () => {
  await using foreign = await temporaryWorkflow({
    "tools/greet.ts": "throw new Error('imported');\nexport const greet = 1;\n",
  });
  await using catalog = await openCatalog({
    paths: [],
    untrustedPaths: [dirname(foreign.path)],
    store: { putDefinition: async () => undefined, definition: async () => undefined },
    cacheFolder: cache,
    watch: false,
  });
  const definition = catalog.find("Small");
  if (!definition) throw new Error("it is loaded");
  expect(definition.manifest.trusted).toBe(false);
  const code = await catalog.code(definition);
  expect(code.source).toContain("imported");
  expect(() => code.tool("greet")).toThrow("runs in an isolate only");
  expect(await readdir(cache)).toEqual([]);
});
