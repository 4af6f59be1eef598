import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sheetModules } from "../packages/chatui/scripts/style-sheets.ts";

it.each(sheetModules())(
  "styles/generated/$fileName is what its sheet says (npm run generate)",
  ({ fileName, text }) => {
    const generated = new URL(`../packages/chatui/src/styles/generated/${fileName}`, import.meta.url);
    expect(readFileSync(generated, "utf8")).toBe(text);
  },
);

it("no sheet depends on the root font size of a host page", () => {
  for (const { text } of sheetModules()) expect(text.replaceAll("var(--mz-rem,1rem)", "")).not.toMatch(/\drem\b/);
});
