import { writeFileSync } from "node:fs";
import { exampleFile } from "./configuration-docs/example-file.ts";
import { configurationPage } from "./configuration-docs/page.ts";

writeFileSync(new URL("../docs/configuration.md", import.meta.url), configurationPage());
writeFileSync(new URL("../.env.example", import.meta.url), exampleFile());
