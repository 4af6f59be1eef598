import { describe, expect, it } from "vitest";
import { modelRequest, partsOf } from "../../test/model-call.ts";
import { chooseProvider, type ModelConfig } from "./choose-provider.ts";
import { createModelProvider } from "./create-model-provider.ts";

const openai = { kind: "openai", apiKey: undefined, baseUrl: undefined, defaultModel: undefined };
const byDefault = { defaultModel: "openai/gpt-4o-mini" };

describe("chooseProvider", () => {
  it.each<[ModelConfig, object]>([
    [{ mode: "dev" }, { kind: "rehearsal" }],
    [{ mode: "dev", openaiApiKey: "", openaiApiBase: "" }, { kind: "rehearsal" }],
    [{ mode: "runtime" }, { kind: "unconfigured" }],
    [{ mode: "dev", modelProvider: "openai" }, { kind: "unconfigured" }],
    [
      { mode: "dev", openaiApiKey: "k" },
      { ...openai, ...byDefault, apiKey: "k" },
    ],
    [
      { mode: "runtime", openaiApiKey: "k", defaultModel: "m" },
      { ...openai, apiKey: "k", defaultModel: "m" },
    ],
    [
      { mode: "runtime", openaiApiKey: "k", openaiApiBase: "http://b/v1" },
      { ...openai, apiKey: "k", baseUrl: "http://b/v1" },
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
    const real = createModelProvider({ mode: "dev", openaiApiKey: "k" });
    expect([real.resolve("gpt-4o"), real.resolve(undefined)]).toEqual(["openai/gpt-4o", "openai/gpt-4o-mini"]);
    const local = createModelProvider({ mode: "runtime", openaiApiBase: "http://127.0.0.1:1/v1" });
    expect([local.resolve(undefined), local.resolve("other/model")]).toEqual(["none", "other/model"]);
  });
});
