import { mkdirSync, writeFileSync } from "node:fs";
import { sheetModules } from "../packages/chatui/scripts/style-sheets.ts";

const folder = new URL("../packages/chatui/src/styles/generated/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { fileName, text } of sheetModules()) writeFileSync(new URL(fileName, folder), text);
