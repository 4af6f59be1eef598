import { expect, it } from "vitest";
import { modelRequest } from "../../test/model-call.ts";
import { estimateUsage, streamedText } from "./estimate-usage.ts";

it("counts four characters as a token, over everything that is sent", () => {
  const request = modelRequest({
    system: "x".repeat(8),
    messages: [
      { role: "user", content: "x".repeat(4) },
      { role: "assistant", content: "x".repeat(2), calls: [{ call_id: "c", name: "n", arguments: { a: 1 } }] },
      { role: "tool", call_id: "c", name: "n", result: "x".repeat(3), isError: false },
    ],
  });
  expect(estimateUsage(request, "x".repeat(5))).toEqual({ prompt_tokens: 6, completion_tokens: 2, total_tokens: 8 });
});

it("counts an image as 800 tokens", () => {
  const image = { media_type: "image/png", data: new Uint8Array(1) };
  const messages = [{ role: "user" as const, content: "xxxx", images: [image, image] }];
  expect(estimateUsage(modelRequest({ system: "", messages }), "").prompt_tokens).toBe(1_601);
});

it("counts tools and the schema of a structured output", () => {
  const plain = estimateUsage(modelRequest(), "").prompt_tokens;
  const tools = [{ name: "n", description: "d", parameters: { type: "object" } }];
  const output = { name: "Place", schema: { type: "object" } };
  expect(estimateUsage(modelRequest({ tools }), "").prompt_tokens).toBeGreaterThan(plain);
  expect(estimateUsage(modelRequest({ output }), "").prompt_tokens).toBeGreaterThan(plain);
});

it("keeps what was streamed before a restart, for it was paid", () => {
  const parts = [
    { type: "text", text: "ab" },
    { type: "restart" },
    { type: "tool-input", id: "c", name: "n", text: "{}" },
    { type: "tool-call", id: "c", name: "n", arguments: "{}" },
    { type: "finish", reason: "stop", usage: undefined },
  ] as const;
  expect(parts.reduce(streamedText, "")).toBe("ab{}");
});
