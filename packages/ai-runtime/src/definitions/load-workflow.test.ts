import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallWorkflow, temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { compileDefinition } from "./compile-definition.ts";
import { formatDiagnostic } from "./source/diagnostic.ts";
import { loadWorkflow, type LoadedWorkflow } from "./load-workflow.ts";

const fixtures = join(import.meta.dirname, "../../test/fixtures/workflows");

async function load(folder: string): Promise<LoadedWorkflow> {
  const loaded = await loadWorkflow(folder);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  return loaded;
}

async function codesOf(folder: string): Promise<readonly string[]> {
  const { diagnostics } = await loadWorkflow(folder);
  return diagnostics.map(({ code }) => code);
}

describe("a workflow's folder", () => {
  it("becomes a manifest with every default filled in", async () => {
    const { manifest, workflow_id, diagnostics } = await load(join(fixtures, "onboarding_flow"));
    expect(workflow_id).toBe("onboarding_flow");
    expect(manifest).toMatchObject({
      title: "Customer Onboarding",
      startup_mode: "UserDriven",
      pattern: "DefaultPattern",
      human_in_the_loop: false,
      max_turns: 10,
      suggestions: [],
      entry_point: false,
      handoffs: [],
      variables: [],
      outputs: {},
      rehearsed: [],
    });
    expect(manifest.agents[0]).toEqual({
      name: "DataCollector",
      display_name: "DataCollector",
      prompt: "Gather customer information\n\nYou collect user details step by step.",
      model: "gpt-4",
      settings: { temperature: 0.7 },
      tools: ["send_email"],
      context: [],
    });
    expect(manifest.tools[0]).toMatchObject({ name: "send_email", show: "name", timeout_ms: 60_000, retries: 0 });
    expect(diagnostics.map(({ code }) => code)).toEqual(["agent.unreachable", "parameters.missing"]);
  });

  it("keeps what every file says", async () => {
    const { manifest } = await load(join(fixtures, "SupportTriage"));
    expect(manifest.agents.map(({ tools }) => tools)).toEqual([
      ["escalate", "pick_topic"],
      ["escalate", "pick_topic", "show_card", "look_up"],
      ["pick_topic"],
    ]);
    expect(manifest.agents[0]).toMatchObject({
      model: "openai/gpt-4.1-mini",
      settings: { temperature: 0, max_tokens: 500, stop: ["END"] },
      structured_output: "Verdict",
      can_update: ["topic", "confidence"],
    });
    expect(manifest.agents[0]?.prompt).toContain("[STYLE]\nBe brief, {{ claims.name }}.");
    expect(manifest.agents[1]).toMatchObject({ structured_output: "Ticket", context: ["plan", "topic"] });
    expect(manifest.handoffs.map(({ id, source, target, stage }) => `${id} ${source} ${stage} ${target}`)).toEqual([
      "handoffs.yaml:2 user after Technician",
      "handoffs.yaml:6 Router pre Billing",
      "handoffs.yaml:12 Router llm Technician",
      "handoffs.yaml:18 * after terminate",
      "handoffs.yaml:22 Router after user",
    ]);
    expect(manifest.variables.find(({ name }) => name === "escalated")).toEqual({
      name: "escalated",
      type: "boolean",
      default: false,
      client_visible: false,
      source: "state",
      triggers: [{ type: "agent_text", match: { contains: "ESCALATE" }, set: true }],
    });
    expect(manifest.tools.find(({ name }) => name === "pick_topic")).toMatchObject({
      kind: "ui",
      ui: { component: "core.form", display: "artifact", awaits_response: true, timeout_ms: 600_000 },
    });
    expect(manifest.tools.find(({ name }) => name === "pick_topic")).not.toHaveProperty("export");
    expect(manifest).toMatchObject({
      max_duration_ms: 90_500,
      output: "Verdict",
      rehearsed: ["Router", "Billing", "Technician"],
    });
  });

  it("has the inputs that context_variables.yaml leaves out as variables of their own", async () => {
    const input = "properties: { stage: { type: string }, rooms: { type: integer }, tags: { type: array } }";
    await using folder = await temporaryWorkflow({
      ...smallWorkflow,
      "orchestrator.yaml": `input_schema: { type: object, ${input} }`,
      "agents.yaml": 'agents:\n  - { name: Ann, system_message: "{{ rooms }}", context: [tags] }',
      "handoffs.yaml": "handoff_rules:\n  - { source_agent: Ann, target_agent: terminate, condition: rooms > 2 }",
      "context_variables.yaml":
        "definitions:\n  - { name: stage, type: string, default: new, client_visible: true, source: { type: state } }",
    });
    const { manifest } = await load(folder.path);
    expect(manifest.variables).toMatchObject([
      { name: "stage", type: "string", default: "new", client_visible: true },
      { name: "rooms", type: "integer", client_visible: false, source: "state" },
      { name: "tags", type: "array", client_visible: false, source: "state" },
    ]);
  });

  it.each(["{}", "{ type: [string, 'null'] }"])(
    "cannot have an input of the type %s that no variable declares",
    async (schema) => {
      await using folder = await temporaryWorkflow({
        ...smallWorkflow,
        "orchestrator.yaml": `input_schema: { type: object, properties: { rooms: ${schema} } }`,
      });
      expect(await codesOf(folder.path)).toContain("name.unknown");
    },
  );

  it("may give a field of a structured output by its type alone", async () => {
    const fields = { score: "int", tags: { type: "list[str]" } };
    await using folder = await temporaryWorkflow({
      ...smallWorkflow,
      "structured_outputs.yaml": JSON.stringify({ models: { Verdict: { fields } }, registry: { Ann: "Verdict" } }),
    });
    const { manifest } = await load(folder.path);
    expect(manifest.outputs["Verdict"]).toMatchObject({
      properties: { score: { type: "integer" }, tags: { type: "array", items: { type: "string" } } },
      required: ["score", "tags"],
    });
  });

  it("may be written in JSON", async () => {
    await using folder = await temporaryWorkflow({
      "agents.yaml": undefined,
      "agents.json": '{\n\t"agents": [\n\t\t{ "name": "Ann", "context": ["stage"] },\n\t\t{ "name": "Bob" }\n\t]\n}\n',
    });
    const { manifest } = await load(folder.path);
    expect(manifest.agents.map(({ name, prompt }) => [name, prompt])).toEqual([
      ["Ann", "You are a helpful AI assistant."],
      ["Bob", "You are a helpful AI assistant."],
    ]);
  });

  it("may use anchors, aliases and merge keys", async () => {
    await using folder = await temporaryWorkflow({
      "agents.yaml":
        "agents:\n  - &ann\n    name: Ann\n    system_message: Be brief.\n    context: [stage]\n  - <<: *ann\n    name: Bob\n    llm_config: { temperature: 9 }\n",
    });
    const [only] = (await loadWorkflow(folder.path)).diagnostics;
    expect(only).toMatchObject({ code: "value.invalid", line: 8, column: 32 });
  });

  it("accepts null where something may be left out", async () => {
    await using folder = await temporaryWorkflow({
      "orchestrator.yaml":
        "workflow_name:\nmax_turns: null\ninitial_agent: ~\ntriggers: []\nmodel_defaults: { model: }\n",
    });
    const { manifest } = await load(folder.path);
    expect(manifest).toMatchObject({ title: "Small", max_turns: 20 });
  });

  it("is compiled with the expressions of its rules", async () => {
    const { stored } = await load(join(fixtures, "SupportTriage"));
    const { rules, tools, agents } = compileDefinition(stored);
    expect(rules[0]?.condition?.evaluate({ topic: "technical", confidence: 8 })).toEqual({ ok: true, value: true });
    expect(rules[2]).toMatchObject({ stage: "llm", prompt: "The person has a technical problem" });
    expect(rules[2]?.available?.evaluate({ escalated: true })).toEqual({ ok: true, value: false });
    expect(rules[4]).not.toHaveProperty("condition");
    expect([tools.size, agents.size]).toEqual([4, 3]);
  });

  it("that is not there is a diagnostic", async () => {
    expect(await codesOf("/nowhere/at/all")).toEqual(["file.unreadable"]);
  });

  it("whose name cannot be an id is an error", async () => {
    await using folder = await temporaryWorkflow({}, "My Workflow");
    expect(await codesOf(folder.path)).toEqual(["name.invalid"]);
  });

  it("may not link to what is outside", async () => {
    await using folder = await temporaryWorkflow({ "agents.yaml": undefined });
    const outside = join(dirname(folder.path), "outside");
    await mkdir(outside);
    await writeFile(join(outside, "agents.yaml"), smallWorkflow["agents.yaml"] ?? "");
    await symlink(join(outside, "agents.yaml"), join(folder.path, "agents.yaml"));
    await symlink(outside, join(folder.path, "prompts"));
    expect(await codesOf(folder.path)).toEqual(["file.leaves-folder", "file.missing", "file.leaves-folder"]);
  });

  it("may not import what is outside", async () => {
    await using folder = await temporaryWorkflow({
      "tools/greet.ts": 'import { secret } from "../../outside.ts";\nexport const greet = () => secret;\n',
    });
    await writeFile(join(dirname(folder.path), "outside.ts"), "export const secret = 1;\n");
    const { diagnostics } = await loadWorkflow(folder.path);
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      "1:25 code.leaves-folder",
    ]);
  });

  it("reports the mistakes of all files at once, in order", async () => {
    await using folder = await temporaryWorkflow({
      "handoffs.yaml": "handoff_rules:\n  - source_agent: An\n    target_agent: Bo\n",
      "tools/greet.ts": "export const gree = 1;\n",
      "ui_config.yaml": "visual_agents: [Nobody]\nmore: 1\n",
    });
    const { diagnostics } = await loadWorkflow(folder.path);
    expect(
      diagnostics.map((each) => formatDiagnostic({ ...each, file: each.file.slice(folder.path.length + 1) })),
    ).toEqual([
      'handoffs.yaml:2:19 name.unknown There is no agent "An". Did you mean "Ann"?',
      'handoffs.yaml:3:19 name.unknown There is no agent "Bo". Did you mean "Bob"?',
      'tools.yaml:5:15 code.export-missing tools/greet.ts does not export greet, the function of tool greet. Did you mean "gree"?',
      'ui_config.yaml:2:1 key.unknown Unknown key "more". Known keys: visual_agents, artifacts.',
    ]);
  });
});

describe("what is doubtful", () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ["an agent that no rule lets speak", { "handoffs.yaml": undefined }, "agents.yaml:5:11 agent.unreachable"],
    [
      "a tool that no agent may call",
      { "tools.yaml": smallWorkflow["tools.yaml"]?.replace("agent: Ann", "retries: 1") },
      "tools.yaml:2:5 tool.unused",
    ],
    ["a variable that nothing uses", { "tools.yaml": undefined }, "context_variables.yaml:4:11 variable.unused"],
    ["a file that no workflow has", { "agent.yaml": "a: 1\n" }, "agent.yaml:1:1 file.unknown"],
    [
      "a tool without parameters",
      { "tools.yaml": smallWorkflow["tools.yaml"]?.replace(/ *parameters.*\n/, "") },
      "tools.yaml:2:5 parameters.missing",
    ],
    [
      "a rehearsal without a function for each agent",
      { "rehearsal.ts": "export const Ann = () => ({});\n" },
      "rehearsal.ts:1:1 code.export-missing",
    ],
    [
      "a rehearsal for an agent that is not there",
      { "rehearsal.ts": "export const Ann = () => ({});\nexport const Bob = Ann;\nexport const Cat = Ann;\n" },
      "rehearsal.ts:1:1 name.unknown",
    ],
    [
      "a condition that is nearly an expression",
      { "handoffs.yaml": smallWorkflow["handoffs.yaml"]?.replace('stage == "done"', "stage == done when ready") },
      "handoffs.yaml:5:16 expression.doubtful",
    ],
    [
      "a question to the model about people",
      {
        "handoffs.yaml": `${smallWorkflow["handoffs.yaml"] ?? ""}  - source_agent: user\n    target_agent: Ann\n    condition: When they ask\n`,
      },
      "handoffs.yaml:6:5 handoff.invalid",
    ],
    [
      "a dict in a structured output",
      { "structured_outputs.yaml": "models:\n  R:\n    fields:\n      a: { type: dict }\n" },
      "structured_outputs.yaml:3:5 output.not-strict",
    ],
  ])("is a warning, and the workflow is loaded: %s", async (_, files, warning) => {
    await using folder = await temporaryWorkflow(files);
    const { diagnostics, ok } = await loadWorkflow(folder.path);
    const shown = diagnostics.map(
      ({ file, line, column, code }) => `${file.slice(folder.path.length + 1)}:${line}:${column} ${code}`,
    );
    expect(shown).toEqual([warning]);
    expect(ok).toBe(true);
  });
});

describe("the version of a workflow", () => {
  it("and its code are the same wherever an equal folder is", async () => {
    await using elsewhere = await temporaryWorkflow();
    const copy = join(dirname(elsewhere.path), "deeper/still/SupportTriage");
    await cp(join(fixtures, "SupportTriage"), copy, { recursive: true });
    const [original, copied] = [await load(join(fixtures, "SupportTriage")), await load(copy)];
    expect(copied.stored).toEqual(original.stored);
    expect(copied.stored.code).toBe((await load(copy)).stored.code);
    expect(original.stored.version).toMatch(/^[0-9a-f]{20}$/);
    expect(original.stored.code).not.toContain(fixtures);
  });

  it("changes with any file, also one that nothing refers to, but not with dot files", async () => {
    await using folder = await temporaryWorkflow();
    const versions = [(await load(folder.path)).stored.version];
    for (const [name, content] of [
      ["notes.md", "a"],
      ["notes.md", "b"],
      ["other.md", "b"],
      ["tools/greet.ts", "export const greet = () => 'bye';\n"],
    ] as const) {
      await folder.write({ [name]: content });
      versions.push((await load(folder.path)).stored.version);
    }
    expect(new Set(versions).size).toBe(5);
    await folder.write({ ".editor": "x", "node_modules/a/index.js": "x" });
    expect((await load(folder.path)).stored.version).toBe(versions.at(-1));
  });

  it("changes with the packages that its code uses", async () => {
    await using folder = await temporaryWorkflow({
      "tools/greet.ts": 'import { word } from "words";\nexport const greet = () => word;\n',
      "../node_modules/words/package.json": '{"name":"words","main":"index.js"}',
      "../node_modules/words/index.js": 'exports.word = require("node:path").sep;\n',
    });
    const before = await load(folder.path);
    await folder.write({ "../node_modules/words/index.js": 'exports.word = "bye";\n' });
    expect((await load(folder.path)).stored.version).not.toBe(before.stored.version);
  });
});

describe("any content of a folder", () => {
  it("is loaded or rejected with places, never thrown", async () => {
    const names = [
      "orchestrator.yaml",
      "agents.yaml",
      "handoffs.yaml",
      "context_variables.yaml",
      "structured_outputs.yaml",
      "tools.yaml",
      "ui_config.yaml",
    ];
    const originals = new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(fixtures, "SupportTriage", name))] as const),
      ),
    );
    await using folder = await temporaryWorkflow();
    await cp(join(fixtures, "SupportTriage"), folder.path, { recursive: true });
    const edit = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(),
      cut: fc.nat(20),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc
          .constantFrom(
            "\n  - ",
            ": ",
            "{",
            "[",
            "*a",
            "&a ",
            "null",
            "- - -",
            "!!binary ",
            "<<: ",
            "? ",
            "__proto__: ",
          )
          .map((text) => Buffer.from(text)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const changed = new Map(originals);
        for (const { name, at, cut, insert } of edits) {
          const bytes = changed.get(name) ?? Buffer.alloc(0);
          const from = at % (bytes.length + 1);
          changed.set(name, Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + cut)]));
        }
        await folder.write(Object.fromEntries(changed));
        const { ok, diagnostics } = await loadWorkflow(folder.path);
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        expect(errors.length > 0).toBe(!ok);
        for (const { line, column, message, fix } of diagnostics) {
          expect(Number.isInteger(line) && line >= 1 && Number.isInteger(column) && column >= 1).toBe(true);
          expect(`${message} ${fix}`).not.toMatch(/\[object|\n {4}at /);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
