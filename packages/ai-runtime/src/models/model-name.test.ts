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
  ])("reads %s with default %s", (name, fallback, full, id) => {
    expect(modelName(name, fallback)).toEqual({ full, id });
    expect(resolvedName(name, fallback)).toBe(full);
  });

  it.each([
    [undefined, /DEFAULT_MODEL/],
    ["anthropic/claude", /"anthropic\/claude".*openai\/anthropic\/claude/],
    ["openai/", /openai\/<name>/],
    ["/x", /no model provider/],
  ])("refuses %s and says what to do", (name, message) => {
    expect(() => modelName(name, undefined)).toThrow(
      expect.objectContaining({ code: "model.not-configured", message: expect.stringMatching(message) }),
    );
  });
});
