import { expect, it } from "vitest";
import { themingPage } from "../scripts/token-table.ts";

it("docs/theming.md lists the tokens as the sheet has them; else run npm run generate", () => {
  const { is, shall } = themingPage();
  expect(is).toBe(shall);
  expect(is).toContain("| `--mz-accent` | `#4338ca` | `#a5a0ff` |");
});
