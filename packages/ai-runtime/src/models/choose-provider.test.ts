import { describe, expect, it } from "vitest";
import { modelRequest, partsOf } from "../../test/model-call.ts";
import { chooseProvider, type ModelConfig } from "./choose-provider.ts";
import { createModelProvider } from "./create-model-provider.ts";

const openai = { apiKey: "k" };
const local = { apiKey: undefined, baseUrl: "http://b/v1" };
const account = { apiKey: "k" };

describe("chooseProvider", () => {
  it.each<[ModelConfig, object]>([
    [{ mode: "dev", accounts: {} }, { kind: "rehearsal" }],
    [{ mode: "dev", accounts: { openai: undefined, anthropic: undefined } }, { kind: "rehearsal" }],
    [{ mode: "runtime", accounts: {} }, { kind: "unconfigured" }],
    [{ mode: "dev", accounts: {}, modelProvider: "openai" }, { kind: "unconfigured" }],
    [
      { mode: "dev", accounts: { openai } },
      { kind: "models", accounts: { openai }, defaultModel: "openai/gpt-4o-mini" },
    ],
    [
      { mode: "runtime", accounts: { openai }, defaultModel: "m" },
      { kind: "models", accounts: { openai }, defaultModel: "m" },
    ],
    [
      { mode: "runtime", accounts: { openai: { ...openai, baseUrl: "http://b/v1" } } },
      {
        kind: "models",
        accounts: { openai: { ...openai, baseUrl: "http://b/v1" } },
        defaultModel: "openai/gpt-4o-mini",
      },
    ],
    [
      { mode: "runtime", accounts: { openai: local, google: account } },
      { kind: "models", accounts: { openai: local, google: account }, defaultModel: undefined },
    ],
    [
      { mode: "dev", accounts: { openai: local }, modelProvider: "openai" },
      { kind: "models", accounts: { openai: local }, defaultModel: undefined },
    ],
    [
      { mode: "dev", accounts: { anthropic: account, google: account } },
      { kind: "models", accounts: { anthropic: account, google: account }, defaultModel: "anthropic/claude-haiku-4-5" },
    ],
    [
      { mode: "dev", accounts: { google: account } },
      { kind: "models", accounts: { google: account }, defaultModel: "google/gemini-flash-latest" },
    ],
    [
      { mode: "runtime", accounts: { azure: account } },
      { kind: "models", accounts: { azure: account }, defaultModel: undefined },
    ],
    [{ mode: "dev", accounts: { openai }, modelProvider: "rehearsal" }, { kind: "rehearsal" }],
    [{ mode: "runtime", accounts: {}, modelProvider: "rehearsal" }, { kind: "rehearsal" }],
  ])("of %o is %o", (config, choice) => {
    expect(chooseProvider(config)).toEqual(choice);
  });
});

describe("createModelProvider", () => {
  it("says which variables to set when nothing is configured", async () => {
    const provider = createModelProvider({ mode: "runtime", accounts: {} });
    await expect(partsOf(provider, modelRequest())).rejects.toMatchObject({
      code: "model.not-configured",
      message: expect.stringMatching(
        /OPENAI_API_KEY.*ANTHROPIC_API_KEY.*GOOGLE_GENERATIVE_AI_API_KEY.*AZURE_API_KEY.*OPENAI_API_BASE.*DEFAULT_MODEL.*MODEL_PROVIDER=rehearsal/,
      ),
    });
    const tokens = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    expect([provider.resolve("gpt-4o"), provider.costUsd("openai/gpt-4o", tokens)]).toEqual(["none", null]);
  });

  it("makes the provider that was chosen", () => {
    expect(createModelProvider({ mode: "dev", accounts: {} }).resolve("gpt-4o")).toBe("rehearsal");
    const real = createModelProvider({ mode: "dev", accounts: { openai } });
    expect([real.resolve("gpt-4o"), real.resolve(undefined)]).toEqual(["openai/gpt-4o", "openai/gpt-4o-mini"]);
    const own = createModelProvider({ mode: "runtime", accounts: { openai: local } });
    expect([own.resolve(undefined), own.resolve("other/model")]).toEqual(["none", "other/model"]);
  });
});
