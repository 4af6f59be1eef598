import { expect, it } from "vitest";
import { callOptions } from "./call-options.ts";

it.each(["openai", "compatible", "anthropic", "google"] as const)("puts images beside the text for %s", (dialect) => {
  const data = Uint8Array.from([1, 2]);
  const { prompt } = callOptions(
    {
      model: undefined,
      settings: {},
      system: "",
      messages: [{ role: "user", content: "Look", images: [{ media_type: "image/png", data }] }],
      tools: [],
      agent: "A",
      context: {},
      rehearsal: undefined,
    },
    dialect,
  );
  expect(prompt).toEqual([
    {
      role: "user",
      content: [
        { type: "text", text: "Look" },
        { type: "file", mediaType: "image/png", data: { type: "data", data } },
      ],
    },
  ]);
});
