import { readFileSync } from "node:fs";
import { coreComponents } from "@mozaiks/contracts/fold";
import { expect, it } from "vitest";
import { coreReference } from "../packages/chatui/src/ui-tools/core-reference.ts";
import { withReference } from "../scripts/ui-tool-docs/reference.ts";

it("docs/ui-tools.md says of the chat's own components what their code checks (npm run generate)", () => {
  const page = readFileSync(new URL("../docs/ui-tools.md", import.meta.url), "utf8");
  expect(page).toBe(withReference(page));
});

it("every component of the chat is described", () => {
  expect(coreReference.map(({ name }) => name)).toEqual(coreComponents);
});
