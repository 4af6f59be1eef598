import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { referencePage } from "../scripts/chatui-reference/page.ts";

const page = readFileSync(new URL("../docs/chatui-reference.md", import.meta.url), "utf8");

it("docs/chatui-reference.md says what the types say (npm run generate)", () => {
  expect(page).toBe(`${referencePage().trimEnd()}\n`);
});

it("says of each property what it is, also of those inside others", () => {
  const section = page.slice(page.indexOf("## ChatConfig"), page.indexOf("## Brand"));
  expect(section).toContain("| `api.baseUrl` * | `string` | The runtime: `https://chat.example.com`. |");
  expect(section).toContain("| `chat.askWorkflow` | `string` | The workflow of Ask mode. Default `ask`. |");
  expect(section.match(/^\| `/gm)?.length).toBeGreaterThan(10);
});
