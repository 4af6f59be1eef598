import { writeFileSync } from "node:fs";
import { referencePage } from "./chatui-reference/page.ts";

writeFileSync(new URL("../docs/chatui-reference.md", import.meta.url), `${referencePage().trimEnd()}\n`);
