import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { recordedStreamsModule } from "./golden-streams/recorded-streams-module.ts";

const fixtures = new URL("../packages/contracts/fixtures/", import.meta.url);
const target = new URL("../packages/chatui/src/testing/generated/recorded-streams.ts", import.meta.url);
const files = readdirSync(fixtures).filter((file) => file.endsWith(".jsonl"));

writeFileSync(
  target,
  recordedStreamsModule(files.map((file) => [file, readFileSync(new URL(file, fixtures), "utf8")] as const)),
);
