import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { withCommands } from "../scripts/app-commands/reference.ts";

it("docs/app-commands.md says of every command about apps what its own help says (npm run generate)", async () => {
  const page = readFileSync(new URL("../docs/app-commands.md", import.meta.url), "utf8");
  expect(page).toBe(await withCommands(page));
});
