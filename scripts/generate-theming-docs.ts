import { writeFileSync } from "node:fs";
import { themingPage } from "../packages/chatui/scripts/token-table.ts";

const { url, shall } = themingPage();
writeFileSync(url, shall);
