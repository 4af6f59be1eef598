import { readFileSync } from "node:fs";
import { ClientMessage, Frame } from "@mozaiks/contracts";
import { expect, it } from "vitest";
import { withSections } from "../scripts/protocol-docs/marked-sections.ts";
import { protocolSections } from "../scripts/protocol-docs/sections.ts";

const page = readFileSync(new URL("../docs/protocol.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text = ""]) => text);

it("the tables of docs/protocol.md are those of the schemas (else: npm run generate)", () => {
  expect(withSections(page, protocolSections())).toBe(page);
});

it.each(examples)("docs/protocol.md shows only what the schemas accept: %s", (text) => {
  const example: unknown = JSON.parse(text);
  const schema = typeof example === "object" && example !== null && "timestamp" in example ? Frame : ClientMessage;
  expect(schema.parse(example)).toEqual(example);
});

it("a section without a place in the page, or a place without a section, is an error", () => {
  expect(() => withSections("", { events: "…" })).toThrow("sections without a place: events");
  expect(() => withSections("<!-- generated:old -->\n<!-- /generated:old -->", {})).toThrow(
    "places without a section: old",
  );
});
