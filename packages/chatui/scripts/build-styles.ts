import { mkdirSync, writeFileSync } from "node:fs";
import { bundledSheet } from "./style-sheets.ts";

const folder = new URL("../dist/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("styles.css", folder), bundledSheet());
