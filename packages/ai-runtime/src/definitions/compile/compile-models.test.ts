import { describe, expect, it } from "vitest";
import { temporaryWorkflow } from "../../../test/definitions/temporary-workflow.ts";
import { loadWorkflow } from "../load-workflow.ts";

const models = `
models:
  fast: openai/gpt-4o-mini
  quick: fast
  smart:
    model: anthropic/claude-sonnet-4-6
    temperature: 0.7
    max_tokens: 900
    fallbacks: [careful, google/gemini-2.5-pro]
  careful: { model: gpt-4.1, temperature: 0.1, fallbacks: [fast] }
  deep: { model: smart, options: { thinking: { type: adaptive }, effort: high }, fallbacks: [terse] }
  terse: { model: gpt-5, options: { verbosity: low } }
  sharper: { model: smart, top_p: 0.5, fallbacks: [quick, gpt-4.1] }
`;

async function choices(defaults: string, own: string) {
  await using folder = await temporaryWorkflow({
    "orchestrator.yaml": `workflow_name: Small\n${models}${defaults && `model_defaults: ${defaults}\n`}`,
    "agents.yaml": `agents:\n  - name: Ann\n    context: [stage]\n${own && `    llm_config: ${own}\n`}`,
    "handoffs.yaml": undefined,
  });
  const loaded = await loadWorkflow(folder.path);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  const [ann] = loaded.manifest.agents;
  if (ann === undefined) throw new Error("no agent");
  const { model, settings, fallbacks } = ann;
  return { agent: { model, settings, fallbacks }, manager: loaded.manifest.manager, diagnostics: loaded.diagnostics };
}

const claude = "anthropic/claude-sonnet-4-6";

describe("the model of an agent", () => {
  it.each<[string, string, object]>([
    ["", "", { settings: {} }],
    ["", "{ model: fast }", { model: "openai/gpt-4o-mini", settings: {} }],
    ["", "{ model: quick, seed: 1 }", { model: "openai/gpt-4o-mini", settings: { seed: 1 } }],
    ["", "{ model: gpt-4o }", { model: "gpt-4o", settings: {} }],
    ["{ model: fast, seed: 2 }", "{ top_p: 0.9 }", { model: "openai/gpt-4o-mini", settings: { seed: 2, top_p: 0.9 } }],
    [
      "{ seed: 2, top_p: 1 }",
      "{ model: fast, seed: 1 }",
      { model: "openai/gpt-4o-mini", settings: { seed: 1, top_p: 1 } },
    ],
    [
      "{ temperature: 0.3 }",
      "{ model: smart, max_tokens: 10 }",
      {
        model: claude,
        settings: { temperature: 0.7, max_tokens: 10 },
        fallbacks: [
          { model: "gpt-4.1", settings: { temperature: 0.1, max_tokens: 10 } },
          { model: "google/gemini-2.5-pro", settings: { temperature: 0.7, max_tokens: 10 } },
        ],
      },
    ],
    ["{ model: smart, seed: 3 }", "{ model: gpt-4o }", { model: "gpt-4o", settings: { seed: 3 } }],
    [
      "{ model: sharper }",
      "",
      {
        model: claude,
        settings: { temperature: 0.7, max_tokens: 900, top_p: 0.5 },
        fallbacks: [
          { model: "gpt-4.1", settings: { temperature: 0.1, max_tokens: 900, top_p: 0.5 } },
          { model: "google/gemini-2.5-pro", settings: { temperature: 0.7, max_tokens: 900, top_p: 0.5 } },
          { model: "openai/gpt-4o-mini", settings: { temperature: 0.7, max_tokens: 900, top_p: 0.5 } },
        ],
      },
    ],
  ])("with defaults %s and its own %s", async (defaults, own, expected) => {
    const { agent } = await choices(defaults, own);
    expect(JSON.parse(JSON.stringify(agent))).toEqual(expected);
  });

  it("has the options of its provider, which do not go along to a fallback", async () => {
    const { agent } = await choices("{ options: { user: me } }", "{ model: deep, options: { effort: low } }");
    expect(agent.settings.options).toEqual({ thinking: { type: "adaptive" }, effort: "low" });
    expect(agent.fallbacks?.map(({ model, settings }) => [model, settings.options])).toEqual([
      ["gpt-4.1", undefined],
      ["google/gemini-2.5-pro", undefined],
      ["gpt-5", { verbosity: "low" }],
    ]);
  });

  it("takes the options of the defaults with their model", async () => {
    const { agent, manager } = await choices(
      "{ model: gpt-5, options: { user: me } }",
      "{ options: { verbosity: low } }",
    );
    expect(agent.settings.options).toEqual({ user: "me", verbosity: "low" });
    expect(manager?.settings.options).toEqual({ user: "me" });
  });

  it("is the defaults' one for the manager", async () => {
    const { manager } = await choices("{ model: quick, temperature: 0 }", "{ model: smart }");
    expect(manager).toEqual({ model: "openai/gpt-4o-mini", settings: { temperature: 0 } });
  });
});

describe("a doubtful model", () => {
  it("is a bare name that is almost an alias, and an alias that nothing names", async () => {
    const { agent, diagnostics } = await choices("", "{ model: smar }");
    expect(agent.model).toBe("smar");
    expect(
      diagnostics.map(({ severity, code, line, message, fix }) => [severity, code, line, `${message} ${fix}`]),
    ).toEqual([
      ["warning", "name.unknown", 4, expect.stringContaining('stands for openai/smar. Did you mean "smart"?')],
      ["warning", "model.unused", 12, "Nothing names deep. Remove it."],
      ["warning", "model.unused", 14, "Nothing names sharper. Remove it."],
    ]);
  });
});
