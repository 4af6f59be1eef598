import { startReactHost } from "./start-react-host.ts";

const host = await startReactHost({ port: 3000 });
process.stdout.write(`\n  Acme Billing   ${host.url}\n  its runtime    ${host.runtimeUrl}\n\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void host[Symbol.asyncDispose]().then(() => process.exit()));
