import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bundledSheet, sheetModules } from "../packages/chatui/scripts/style-sheets.ts";

it.each(sheetModules())(
  "styles/generated/$fileName is what its sheet says (npm run generate)",
  ({ fileName, text }) => {
    const generated = new URL(`../packages/chatui/src/styles/generated/${fileName}`, import.meta.url);
    expect(readFileSync(generated, "utf8")).toBe(text);
  },
);

it("the one file for pages without a shadow root has every sheet, in a layer", () => {
  const css = bundledSheet();
  expect(css).toMatch(/^@layer mozaiks;@layer mozaiks\{/);
  const listed = readFileSync(new URL("../packages/chatui/src/styles.css", import.meta.url), "utf8");
  for (const { fileName } of sheetModules()) expect(listed).toContain(`"./styles/${fileName.replace(".ts", ".css")}"`);
});

it("no sheet depends on the root font size of a host page", () => {
  for (const { text } of sheetModules()) expect(text.replaceAll("var(--mz-rem,1rem)", "")).not.toMatch(/\drem\b/);
});
