import { parseConfig, startApp } from "@mozaiks/core-runtime/server";
import { join } from "node:path";
import app from "./backend/src/app.ts";

const frontend = join(import.meta.dirname, "frontend", "dist");
const running = await startApp(app, parseConfig(process.env), { frontend });
process.stdout.write(`\n  Tasks   ${running.url.replace("127.0.0.1", "localhost")}\n\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void running[Symbol.asyncDispose]().then(() => process.exit()));
