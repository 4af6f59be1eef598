import { readFileSync, writeFileSync } from "node:fs";
import { withSections } from "./protocol-docs/marked-sections.ts";
import { protocolSections } from "./protocol-docs/sections.ts";

const page = new URL("../docs/protocol.md", import.meta.url);

writeFileSync(page, withSections(readFileSync(page, "utf8"), protocolSections()));
