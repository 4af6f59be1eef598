import { startLiveGateway } from "./live-gateway.ts";

/** A server in a process of its own, so that its memory can be told from its clients'. */
const gateway = await startLiveGateway({ tickMs: 1000 });

/** Bytes in use after the garbage is gone. */
async function settledMemory(): Promise<{ rss: number; heap: number; sockets: number }> {
  for (let round = 0; round < 5; round++) {
    global.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external, sockets: gateway.sockets.connections };
}

process.on("message", (message) => {
  if (message === "close") void gateway[Symbol.asyncDispose]().then(() => process.disconnect());
  else void settledMemory().then((memory) => process.send?.(memory));
});
process.send?.({ origin: gateway.origin });
