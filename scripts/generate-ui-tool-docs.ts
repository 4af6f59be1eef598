import { readFileSync, writeFileSync } from "node:fs";
import { withReference } from "./ui-tool-docs/reference.ts";

const page = new URL("../docs/ui-tools.md", import.meta.url);
writeFileSync(page, withReference(readFileSync(page, "utf8")));
