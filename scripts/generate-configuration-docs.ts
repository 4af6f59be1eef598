import { writeFileSync } from "node:fs";
import { exampleFile } from "./configuration-docs/example-file.ts";
import { configurationPage } from "./configuration-docs/page.ts";
import { app, runtime } from "./configuration-docs/programs.ts";

writeFileSync(new URL("../docs/configuration.md", import.meta.url), configurationPage());
for (const program of [runtime, app])
  writeFileSync(new URL(`../${program.exampleFile}`, import.meta.url), exampleFile(program));
