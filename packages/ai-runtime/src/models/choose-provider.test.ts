import { describe, expect, it } from "vitest";
import { modelRequest, partsOf } from "../../test/model-call.ts";
import { chooseProvider, type ModelConfig } from "./choose-provider.ts";
import { createModelProvider } from "./create-model-provider.ts";

const openai = { kind: "openai", apiKey: undefined, baseUrl: undefined, defaultModel: undefined };

describe("chooseProvider", () => {
  it.each<[ModelConfig, object]>([
    [{ mode: "dev" }, { kind: "rehearsal" }],
    [{ mode: "dev", openaiApiKey: "", openaiApiBase: "" }, { kind: "rehearsal" }],
    [{ mode: "runtime" }, { kind: "unconfigured" }],
    [{ mode: "dev", modelProvider: "openai" }, { kind: "unconfigured" }],
    [
      { mode: "dev", openaiApiKey: "k" },
      { ...openai, apiKey: "k" },
    ],
    [
      { mode: "runtime", openaiApiKey: "k", defaultModel: "m" },
      { ...openai, apiKey: "k", defaultModel: "m" },
    ],
    [
      { mode: "runtime", openaiApiBase: "http://b/v1" },
      { ...openai, baseUrl: "http://b/v1" },
    ],
    [
      { mode: "dev", openaiApiBase: "http://b/v1", modelProvider: "openai" },
      { ...openai, baseUrl: "http://b/v1" },
    ],
    [{ mode: "dev", openaiApiKey: "k", modelProvider: "rehearsal" }, { kind: "rehearsal" }],
    [{ mode: "runtime", modelProvider: "rehearsal" }, { kind: "rehearsal" }],
  ])("of %o is %o", (config, choice) => {
    expect(chooseProvider(config)).toEqual(choice);
  });
});

describe("createModelProvider", () => {
  it("says which variables to set when nothing is configured", async () => {
    const provider = createModelProvider({ mode: "runtime" });
    await expect(partsOf(provider, modelRequest())).rejects.toMatchObject({
      code: "model.not-configured",
      message: expect.stringMatching(/OPENAI_API_KEY.*OPENAI_API_BASE.*DEFAULT_MODEL.*MODEL_PROVIDER=rehearsal/),
    });
    const tokens = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    expect([provider.resolve("gpt-4o"), provider.costUsd("openai/gpt-4o", tokens)]).toEqual(["none", null]);
  });

  it("makes the provider that was chosen", () => {
    expect(createModelProvider({ mode: "dev" }).resolve("gpt-4o")).toBe("rehearsal");
    expect(createModelProvider({ mode: "dev", openaiApiKey: "k" }).resolve("gpt-4o")).toBe("openai/gpt-4o");
  });
});
