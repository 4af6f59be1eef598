import { expect, it } from "vitest";
import { toShownAnswer } from "./structured-answer.ts";

const output = { message: "Your invoice is mended.", category: "billing" };

it("shows a plain answer as it is", () => {
  expect(toShownAnswer('{"a":1}', undefined)).toEqual({ text: '{"a":1}' });
});

it("leaves the message out of the values when it is the text", () => {
  expect(toShownAnswer("Your invoice is mended.\n", output)).toEqual({
    text: "Your invoice is mended.\n",
    values: { category: "billing" },
  });
  expect(toShownAnswer("Hello", { message: "Hello" })).toEqual({ text: "Hello" });
});

it("keeps another value that reads like the text", () => {
  expect(toShownAnswer("billing", { message: "billing", category: "billing" }).values).toEqual({ category: "billing" });
});

it("keeps a message that is not the text", () => {
  expect(toShownAnswer("Something else", output)).toEqual({ text: "Something else", values: output });
});

it.each([
  ["as it came", (json: string) => json],
  ["in a fence", (json: string) => `\`\`\`json\n${json}\n\`\`\`\n`],
])("shows only the values when the text is their JSON, %s", (_, wrap) => {
  for (const value of [{ category: "billing" }, ["a", "b"], "billing", 42]) {
    expect(toShownAnswer(wrap(JSON.stringify(value, undefined, 2)), value)).toEqual({ text: "", values: value });
  }
});

it("shows the values of an answer without a text", () => {
  expect(toShownAnswer("", { category: "billing" })).toEqual({ text: "", values: { category: "billing" } });
});
