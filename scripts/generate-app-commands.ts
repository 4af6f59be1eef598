import { readFileSync, writeFileSync } from "node:fs";
import { withCommands } from "./app-commands/reference.ts";

const page = new URL("../docs/app-commands.md", import.meta.url);
writeFileSync(page, await withCommands(readFileSync(page, "utf8")));
