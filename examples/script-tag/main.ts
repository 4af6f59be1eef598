import { startScriptTagHost } from "./start-script-tag-host.ts";

const host = await startScriptTagHost({ port: 3001 });
process.stdout.write(`\n  The Potting Shed   ${host.url}\n  its runtime        ${host.runtimeUrl}\n\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void host[Symbol.asyncDispose]().then(() => process.exit()));
