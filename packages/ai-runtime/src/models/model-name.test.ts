import { describe, expect, it } from "vitest";
import { modelName, resolvedName } from "./model-name.ts";

describe("modelName", () => {
  it.each([
    ["gpt-4o", undefined, "openai/gpt-4o", "gpt-4o"],
    ["openai/gpt-4o", undefined, "openai/gpt-4o", "gpt-4o"],
    ["openai/meta/llama", undefined, "openai/meta/llama", "meta/llama"],
    [undefined, "gpt-4o", "openai/gpt-4o", "gpt-4o"],
    ["  ", "openai/gpt-4o", "openai/gpt-4o", "gpt-4o"],
    ["gpt-4o", "gpt-4.1", "openai/gpt-4o", "gpt-4o"],
    ["anthropic/claude-haiku-4-5", undefined, "anthropic/claude-haiku-4-5", "claude-haiku-4-5"],
    ["azure/my-deployment", undefined, "azure/my-deployment", "my-deployment"],
    ["google/gemini-2.5-flash", undefined, "google/gemini-2.5-flash", "gemini-2.5-flash"],
  ])("reads %s with default %s", (name, fallback, full, id) => {
    expect(modelName(name, fallback)).toEqual({ full, provider: full.split("/")[0], id });
    expect(resolvedName(name, fallback)).toBe(full);
  });

  it.each([
    [undefined, /DEFAULT_MODEL/],
    ["mistral/large", /"mistral\/large".*anthropic\/<name>.*openai\/mistral\/large/],
    ["openai/", /openai\/<name>/],
    ["/x", /no model provider/],
  ])("refuses %s and says what to do", (name, message) => {
    expect(() => modelName(name, undefined)).toThrow(
      expect.objectContaining({ code: "model.not-configured", message: expect.stringMatching(message) }),
    );
  });
});
