import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { recordedStreamsModule } from "../scripts/golden-streams/recorded-streams-module.ts";

it("the golden streams of ChatUI are the conformance streams of the contracts (`npm run generate`)", () => {
  const fixtures = new URL("../packages/contracts/fixtures/", import.meta.url);
  const files = readdirSync(fixtures).filter((file) => file.endsWith(".jsonl"));
  const expected = recordedStreamsModule(files.map((file) => [file, readFileSync(new URL(file, fixtures), "utf8")]));
  const kept = new URL("../packages/chatui/src/testing/generated/recorded-streams.ts", import.meta.url);
  expect(readFileSync(kept, "utf8")).toBe(expected);
});
